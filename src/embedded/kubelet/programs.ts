import { accessSync, constants, statSync } from 'node:fs';
import { join } from 'node:path';

/** The path of a program that may be run, looked for as a shell would; undefined where there is none. */
export function findProgram(name: string, path: string, cwd = '/'): string | undefined {
  if (name.includes('/')) {
    const file = name.startsWith('/') ? name : join(cwd, name);
    return isExecutable(file) ? file : undefined;
  }
  return path
    .split(':')
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    // Not there, or not for us to run.
    return false;
  }
}
