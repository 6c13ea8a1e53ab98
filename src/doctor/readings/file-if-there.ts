import { readFile } from 'node:fs/promises';

/** A file's text; undefined where there is no such file, as with /proc on macOS. */
export async function fileIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return undefined;
    throw thrown;
  }
}
