import { realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { messageOf } from '../shared/errors.ts';

/** A file of a scenario's folder, or why it is none. */
type Inside = { path: string } | { problem: string };

/**
 * Resolves a path that a scenario names, without letting it out of the scenario's folder by "..", as an absolute path
 * or through a symbolic link.
 */
export async function inside(folder: string, named: string): Promise<Inside> {
  const outside = { problem: `expected a path inside of the scenario's folder, got ${JSON.stringify(named)}` };
  if (named.includes('\0') || isAbsolute(named) || climbs(relative(resolve(folder), resolve(folder, named)))) {
    return outside;
  }
  const path = join(resolve(folder), named);
  try {
    if (climbs(relative(await realpath(folder), await realpath(path)))) {
      return { problem: `${outside.problem}, a link that leads out of it` };
    }
    if (!(await stat(path)).isFile())
      return { problem: `expected a file, got something else at ${JSON.stringify(named)}` };
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') {
      return { problem: `there is no file ${JSON.stringify(named)} in the scenario's folder` };
    }
    return { problem: `expected a readable file: ${messageOf(thrown)}` };
  }
  return { path };
}

function climbs(path: string): boolean {
  return path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path);
}
