// Types, lint, formatting and dead code; all of them run, then the sum is told.
import { spawnSync } from 'node:child_process';
import { root } from './set-up.mjs';

const checks = [
  { name: 'types', program: 'tsc', args: [] },
  { name: 'types of the k6 scripts', program: 'tsc', args: ['-p', 'k6'] },
  { name: 'lint', program: 'oxlint', args: ['--type-aware', '--deny-warnings'] },
  { name: 'formatting', program: 'prettier', args: ['--check', '--log-level=warn', '.'] },
  { name: 'dead code', program: 'knip', args: [] },
];

const failed = checks.filter(({ name, program, args }) => {
  const { status } = spawnSync(program, args, { cwd: root, stdio: 'inherit' });
  process.stderr.write(`${status === 0 ? 'ok    ' : 'FAILED'} ${name} (${program} ${args.join(' ')})\n`);
  return status !== 0;
});
process.exitCode = failed.length === 0 ? 0 : 1;
