import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { processTree } from '../../../../src/embedded/cgroup/process-tree.ts';
import { runCommand, startCommand } from '../../../../src/shared/command.ts';
import { isRunning } from '../../../../src/shared/lock.ts';
import { waitUntil } from '../../../../src/shared/retry.ts';

const engine = fileURLToPath(import.meta.resolve('./engine.ts'));
/** A container with a child in a session of its own; both are deaf to SIGTERM. */
const stubborn = `
  import { spawn } from 'node:child_process';
  process.on('SIGTERM', () => {});
  spawn(process.execPath, ['-e', "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)"], { detached: true });
  console.log('ready');
  setInterval(() => {}, 1000);
`;

/** As root, a program can be run as nobody: an ordinary user, where he may read the checkout. */
const nobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', '--', process.execPath];
const asNobody = process.getuid?.() === 0 && (await works([...nobody, '--check', engine]));

test.for([
  { limits: 'kernel', program: [process.execPath], possible: true },
  { limits: 'watchdog', program: [process.execPath], possible: true },
  { limits: "an ordinary user's", program: nobody, possible: asNobody },
])('nothing outlives an engine that is killed (limits: $limits)', async ({ limits, program, possible }, { skip }) => {
  skip(!possible, 'only root can try it as another user');
  const base = mkdtempSync(join(tmpdir(), 'engine-'));
  const folder = join(base, 'node');
  const entry = join(base, 'stubborn.mjs');
  writeFileSync(entry, stubborn);
  chmodSync(base, 0o777);
  const [file = '', ...args] = program;
  const command = startCommand(file, [...args, engine, folder, entry, limits]);
  const lines: string[] = [];
  const read = async () => {
    for await (const line of command.lines) lines.push(line);
  };
  const ended = read();
  await waitUntil({ for: 'its container', within: 20, every: 0.02, evidence: () => lines.join('\n') }, () =>
    lines.includes('ready') ? true : undefined,
  );
  const group = /at (\/sys\/\S+?);/.exec(lines[0] ?? '')?.[1];
  // Beside the engine: its watcher, the supervisor, the container and the container's child.
  const pids = processTree(Number(command.pid));
  expect(pids.length).toBeGreaterThanOrEqual(5);

  process.kill(Number(command.pid), 'SIGKILL');
  const left = () => [
    ...pids.filter(isRunning),
    ...[folder, group].filter((path) => path !== undefined && existsSync(path)),
    ...mountsBelow(folder),
  ];
  await waitUntil({ for: 'all to be gone', within: 10, every: 0.05, evidence: () => left().join(' ') }, () =>
    left().length === 0 ? true : undefined,
  );
  await ended;
  rmSync(base, { recursive: true });
});

function mountsBelow(folder: string): string[] {
  return readFileSync('/proc/self/mounts', 'utf8')
    .split('\n')
    .filter((line) => line.includes(folder));
}

async function works([file = '', ...args]: string[]): Promise<boolean> {
  try {
    return (await runCommand(file, args, { reject: false })).exitCode === 0;
  } catch {
    // No such program here.
    return false;
  }
}
