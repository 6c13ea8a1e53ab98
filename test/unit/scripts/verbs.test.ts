import { mkdtempSync, rmSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { runCommand } from '../../../src/shared/command.ts';
import { projectRoot } from '../../../src/shared/places.ts';

// Each verb is a process of its own, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });
const home = mkdtempSync(join(tmpdir(), 'by-hand-'));
afterAll(() => rmSync(home, { recursive: true }));

/** Runs a verb where nothing was ever deployed, and where no program can be found. */
async function play(verb: string, ...args: string[]) {
  const env = { LEAKLAB_HOME: home, PATH: join(home, 'no-programs'), NO_COLOR: '1', npm_lifecycle_event: '' };
  return runCommand(process.execPath, [join(projectRoot, 'scripts', `${verb}.ts`), ...args], {
    env,
    cwd: home,
    reject: false,
  });
}

test.each(['up', 'deploy', 'trigger', 'collect', 'fix', 'verify', 'down'])(
  'the help of %s begins with examples and tells the exit codes',
  async (verb) => {
    const { stdout, exitCode } = await play(verb, '--help');
    expect(stdout).toMatch(new RegExp(`^Examples:\n  node scripts/${verb}.ts`));
    expect(stdout).toContain('Exit codes:');
    expect(exitCode).toBe(0);
  },
);

test.each(['trigger', 'collect', 'fix', 'verify'])('%s before deploy says that deploy is missing', async (verb) => {
  const { stderr, exitCode } = await play(verb, '--namespace', 'team-a');
  expect(stderr).toBe(
    `leaklab: ${verb} comes too early: deploy is missing in the namespace team-a\n  try: node scripts/deploy.ts --namespace team-a`,
  );
  expect(exitCode).toBe(2);
});

test('an unknown remedy is bad usage, with the near name', async () => {
  const { stderr, exitCode } = await play('fix', '--remedy', 'raise-limits');
  expect(stderr).toContain('unknown remedy raise-limits; did you mean raise-limit?');
  expect(exitCode).toBe(2);
});

test('an invalid namespace is told before Docker is missed', async () => {
  const { stderr, exitCode } = await play('down', '--namespace', 'Team_A');
  expect(stderr).toContain('--namespace: expected at most 63 lower-case letters, digits and "-"');
  expect(exitCode).toBe(2);
});

test('an unknown option is bad usage', async () => {
  expect((await play('collect', '--all')).exitCode).toBe(2);
});

test('without Docker, up on kind says so and exits with 3', async () => {
  const { stderr, exitCode } = await play('up', '--on', 'kind');
  expect(stderr).toContain('Docker is not installed');
  expect(exitCode).toBe(3);
});

test('zx stays in scripts/: nothing of the engine imports it', async () => {
  const files = await readdir(join(projectRoot, 'src'), { recursive: true });
  const sources = files.filter((file) => file.endsWith('.ts'));
  const texts = await Promise.all(sources.map((file) => readFile(join(projectRoot, 'src', file), 'utf8')));
  expect(sources.filter((_, index) => /from 'zx/.test(texts[index] ?? ''))).toEqual([]);
});
