// Types, lint, formatting and dead code; all of them run, then the sum is told.
import { spawnSync } from 'node:child_process';
import { root } from './set-up.mjs';

const checks = [
  ['types', 'tsc', []],
  ['lint', 'oxlint', ['--type-aware', '--deny-warnings']],
  ['formatting', 'prettier', ['--check', '--log-level=warn', '.']],
  ['dead code', 'knip', []],
];

const failed = checks.filter(([name, program, args]) => {
  const { status } = spawnSync(program, args, { cwd: root, stdio: 'inherit' });
  process.stderr.write(`${status === 0 ? 'ok    ' : 'FAILED'} ${name} (${program} ${args.join(' ')})\n`);
  return status !== 0;
});
process.exitCode = failed.length === 0 ? 0 : 1;
