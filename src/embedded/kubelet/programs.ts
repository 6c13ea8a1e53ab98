import { accessSync, constants, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The path of a program that may be run, looked for as a shell would; undefined where there is none.
 * @param onMachine - the path on this machine that a path stands for, where the program has a root of its own
 */
export function findProgram(
  name: string,
  path: string,
  cwd = '/',
  onMachine: (path: string) => string = (file) => file,
): string | undefined {
  const isProgram = (file: string) => isExecutable(onMachine(file));
  if (name.includes('/')) {
    const file = name.startsWith('/') ? name : join(cwd, name);
    return isProgram(file) ? file : undefined;
  }
  return path
    .split(':')
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name))
    .find(isProgram);
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
