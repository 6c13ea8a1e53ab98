import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { delimiter, join } from 'node:path';
import { root } from './set-up.mjs';

/** Runs `args` with the Node at `node` and ends as it ends. Signals are handed on, so that it can clean up. */
export function startNode(node, args) {
  const bins = ['.toolchain/node_modules/.bin', 'node_modules/.bin'].map((folder) => join(root, folder));
  const env = { ...process.env, PATH: [...bins, process.env.PATH].join(delimiter) };
  const child = spawn(node, args, { stdio: 'inherit', env });
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => child.kill(name));
  child.on('error', (error) => {
    process.stderr.write(`leaklab: ${node} cannot be started: ${error.message}\n`);
    process.exitCode = 3;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0);
  });
}
