import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { remedyFromFile } from '../../../src/scenario/remedy-file.ts';

const patch = 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: shop\nspec:\n  replicas: 2\n';

async function remedyFile(name: string, text: string): Promise<string> {
  const cwd = await mkdtemp(join(tmpdir(), 'leaklab-remedy-'));
  onTestFinished(() => rm(cwd, { recursive: true }));
  await writeFile(join(cwd, name), text);
  return cwd;
}

test('a file that no scenario lists is a remedy without an expected verdict', async () => {
  const cwd = await remedyFile('mine.yaml', patch);
  expect(await remedyFromFile('mine.yaml', cwd)).toEqual({
    name: 'mine',
    kind: 'fix',
    expect: null,
    summary: 'what mine.yaml changes',
    explanation: null,
    file: join(cwd, 'mine.yaml'),
    set: null,
    undo: false,
    restart: false,
    traffic: null,
    command: null,
  });
});

test.each([
  ['My fix (v2).yaml', 'my-fix-v2'],
  ['____.yaml', 'file'],
  [`${'long-'.repeat(10)}.yml`, 'long-long-long-long-long-long'],
])('the name of %s is fit for a namespace', async (file, name) => {
  expect((await remedyFromFile(file, await remedyFile(file, patch))).name).toBe(name);
});

test('all that is wrong in the file comes at once, as bad usage', async () => {
  const text = `${patch}---\nkind: Deployment\nmetadata: { name: shop, namespace: prod }\n---\napiVersion: v1\nkind: Secret\n`;
  const cwd = await remedyFile('mine.yaml', text);
  await expect(remedyFromFile('mine.yaml', cwd)).rejects.toMatchObject({
    kind: 'usage',
    message: [
      'remedy mine.yaml has 2 problems:',
      'mine.yaml:8:1: apiVersion: missing; expected text',
      'mine.yaml:11:1: metadata: missing; expected a map',
    ].join('\n'),
  });
});

test.each([
  [
    '[',
    'mine.yaml:2:1: not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ]',
  ],
  ['just text', 'mine.yaml:1:1: expected a map, got "just text"'],
  ['', 'mine.yaml:1:1: expected Kubernetes objects, got an empty file'],
  [
    patch.replace('name: shop', 'name: shop\n  namespace: prod'),
    'mine.yaml:5:3: names a namespace; remove it: every run has a namespace of its own',
  ],
])('%j is refused', async (text, problem) => {
  const cwd = await remedyFile('mine.yaml', text === '[' ? 'spec: [\n' : text);
  await expect(remedyFromFile('mine.yaml', cwd)).rejects.toThrow(`remedy mine.yaml has 1 problem:\n${problem}`);
});

test('a file that is not there is bad usage', async () => {
  const cwd = await remedyFile('mine.yaml', patch);
  await expect(remedyFromFile('yours.yaml', cwd)).rejects.toMatchObject({
    kind: 'usage',
    message: 'remedy yours.yaml has 1 problem:\nyours.yaml:1:1: there is no such file',
  });
});

test('a remedy may be handed over with empty documents between its objects', async () => {
  const cwd = await remedyFile('mine.yaml', `---\n${patch}---\n---\n${patch}`);
  await expect(remedyFromFile('mine.yaml', cwd)).resolves.toMatchObject({ name: 'mine' });
});
