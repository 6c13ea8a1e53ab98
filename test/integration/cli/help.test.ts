import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { projectRoot } from '../../../src/shared/places.ts';
import { Sandbox } from './sandbox.ts';

const sandbox = new Sandbox();
afterAll(() => sandbox.remove());

const fixtures = join(projectRoot, 'test/fixtures/cli');

const commands = [
  ['leaklab', []],
  ['run', ['run']],
  ['list', ['list']],
  ['new', ['new']],
  ['validate', ['validate']],
  ['cluster', ['cluster']],
  ['cluster-up', ['cluster', 'up']],
  ['cluster-down', ['cluster', 'down']],
  ['cluster-status', ['cluster', 'status']],
  ['doctor', ['doctor']],
] as const;

describe('the help', async () => {
  const helps = await sandbox.each(commands.map(([, words]) => [...words, '--help']));

  test.each(commands.map(([name], index) => [name, helps[index]] as const))(
    'of %s is as it was',
    async (name, help) => {
      expect(help).toMatchObject({ exitCode: 0, stderr: '' });
      await expect(`${help?.stdout}\n`).toMatchFileSnapshot(join(fixtures, `${name}.txt`));
    },
  );

  test('begins with the examples, for every command', () => {
    expect(helps.map(({ stdout }) => stdout.split('\n')[0])).toEqual(helps.map(() => 'Examples:'));
  });
});

test('without a word there is the help, on stderr, and nothing was done', async () => {
  const { stdout, stderr, exitCode } = await sandbox.leaklab([]);
  expect([exitCode, stdout, stderr.startsWith('Examples:\n  leaklab run list-leak')]).toEqual([2, '', true]);
});

test('the version is data', async () => {
  expect(await sandbox.leaklab(['--version'])).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+$/),
  });
});
