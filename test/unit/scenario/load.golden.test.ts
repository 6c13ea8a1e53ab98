import { cp, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { InvalidFiles } from '../../../src/scenario/invalid-files.ts';
import { loadScenario } from '../../../src/scenario/load.ts';
import { formatProblems } from '../../../src/scenario/problem.ts';
import { exampleImages, exampleScenario, fixtures } from './scenario-folder.ts';

const entries = await readdir(fixtures, { withFileTypes: true });
const files = entries.map(({ name }) => name).filter((name) => name.endsWith('.yaml'));
const valid = files.filter((name) => name.startsWith('valid-'));
const invalid = files.filter((name) => name.startsWith('invalid-'));
const folders = entries.filter((entry) => entry.isDirectory() && entry.name !== 'base').map(({ name }) => name);

async function problemsOf(folder: string, cwd: string): Promise<string> {
  try {
    await loadScenario(folder, { knownImages: exampleImages, cwd });
    return '';
  } catch (thrown) {
    if (thrown instanceof InvalidFiles) return `${formatProblems(thrown.problems)}\n`;
    throw thrown;
  }
}

describe('a scenario file without a problem is loaded', () => {
  test.each(valid)('%s', async (name) => {
    const { folder, cwd } = await exampleScenario(name);
    expect(await problemsOf(folder, cwd)).toBe('');
  });
});

describe('every problem of a scenario file is told with file, line and column, as the text beside it says', () => {
  test.each(invalid)('%s', async (name) => {
    const { folder, cwd } = await exampleScenario(name);
    const expected = join(fixtures, name.replace(/yaml$/, 'problems.txt'));
    await expect(await problemsOf(folder, cwd)).toMatchFileSnapshot(expected);
  });
});

describe('every problem across the files of a scenario is told at once, as problems.txt in its folder says', () => {
  test.each(folders)('%s', async (name) => {
    const { folder, cwd } = await exampleScenario();
    await cp(join(fixtures, name), folder, { recursive: true });
    await expect(await problemsOf(folder, cwd)).toMatchFileSnapshot(join(fixtures, name, 'problems.txt'));
  });
});
