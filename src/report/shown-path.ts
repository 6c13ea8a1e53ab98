import { relative } from 'node:path';

/** A path as a person would type it: from here where it is below here, else whole. */
export function shownPath(path: string): string {
  const short = relative(process.cwd(), path);
  return short === '' || short.startsWith('..') ? path : short;
}
