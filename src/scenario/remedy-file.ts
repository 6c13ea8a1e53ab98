import { basename, extname, resolve } from 'node:path';
import { InvalidFiles } from './invalid-files.ts';
import type { Remedy } from './model.ts';
import { readObjectFile } from './source.ts';

/**
 * A remedy that no scenario lists: a file of strategic-merge patches or whole objects, without a verdict to expect.
 * @throws {InvalidFiles} when it is no YAML, or a document lacks apiVersion, kind or metadata.name
 */
export async function remedyFromFile(path: string, cwd: string = process.cwd()): Promise<Remedy> {
  const file = resolve(cwd, path);
  const { problems } = await readObjectFile(file, cwd);
  if (problems.length > 0) throw new InvalidFiles(`remedy ${path}`, problems);
  return {
    name: slug(basename(file, extname(file))),
    kind: 'fix',
    expect: null,
    summary: `what ${path} changes`,
    explanation: null,
    file,
    set: null,
    undo: false,
    restart: false,
    traffic: null,
    command: null,
  };
}

/** The name becomes part of a namespace's name and of paths. */
function slug(text: string): string {
  const name = text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, 30)
    .replace(/-$/, '');
  return name === '' ? 'file' : name;
}
