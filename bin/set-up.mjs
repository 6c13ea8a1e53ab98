// Runs on whatever Node the machine has (20 and later), before anything is installed: plain JavaScript, no packages.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** What leaklab runs on where the machine's own Node is older than `oldest`. */
const pinnedNode = '24.21.0';
const oldest = [22, 19];

const stamp = join(root, 'node_modules/.leaklab-installed');
const toolchain = join(root, '.toolchain');

/** Installs what is missing; gives the path of a Node that can run leaklab. Takes milliseconds when all is there. */
export function setUp() {
  if (isReady()) return nodePath();
  const release = lock();
  try {
    if (!dependenciesAreCurrent()) {
      npm('installing dependencies (about 10 s)', ['ci', '--no-audit', '--no-fund']);
      writeFileSync(stamp, lockHash());
    }
    if (!nodeIsCurrent() && !existsSync(toolchainNode())) {
      const why = `this machine has Node ${process.versions.node}; getting Node ${pinnedNode} for this folder alone`;
      npm(why, ['install', '--prefix', toolchain, '--no-save', '--no-audit', '--no-fund', `node@${pinnedNode}`]);
    }
  } finally {
    release();
  }
  return nodePath();
}

export function isReady() {
  return dependenciesAreCurrent() && (nodeIsCurrent() || existsSync(toolchainNode()));
}

export function nodeIsCurrent() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
}

function nodePath() {
  return nodeIsCurrent() ? process.execPath : toolchainNode();
}

function toolchainNode() {
  return join(toolchain, 'node_modules/.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
}

function dependenciesAreCurrent() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === lockHash();
}

function lockHash() {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
}

function npm(what, args) {
  process.stderr.write(`leaklab: ${what}\n`);
  const options = { cwd: root, stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' };
  const { status, stderr, error } = spawnSync('npm', [...args, '--loglevel=error'], options);
  if (status === 0) return;
  const output = error?.message ?? stderr.trim().split('\n').slice(-20).join('\n');
  process.stderr.write(`leaklab: \`npm ${args.join(' ')}\` failed; is the npm registry in reach?\n${output}\n`);
  process.exit(3);
}

/** Two first runs at once must not both install; a lock older than five minutes was left by a run that died. */
function lock() {
  const folder = join(root, '.toolchain.lock');
  for (;;) {
    try {
      mkdirSync(folder);
      return () => rmSync(folder, { recursive: true, force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      const age = Date.now() - (statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
      if (age > 300_000) rmSync(folder, { recursive: true, force: true });
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    }
  }
}
