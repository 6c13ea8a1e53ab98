import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { expand } from './expand.ts';
import type { ImageOnDisk } from './image.ts';
import type { Container } from './pod.ts';
import { findProgram } from './programs.ts';
import { startError } from './start-error.ts';

/** As in the images of the apps: their base image's PATH. */
const imagePath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Where a container's programs are looked for. */
export interface ProgramPlaces {
  /** A folder with `node` in it, looked into before the container's PATH. */
  bin: string;
  cwd: string;
  /** The path on this machine that a path in the container stands for. */
  onMachine: (path: string) => string;
}

/**
 * What a container runs: its command and args in place of the image's, with $(VAR) replaced. `node` is the node that
 * runs us.
 * @throws Error in runc's words for a program that is not there, or may not be run
 */
export function commandLine(
  container: Container,
  image: ImageOnDisk,
  env: Record<string, string>,
  { bin, cwd, onMachine }: ProgramPlaces,
): string[] {
  const entrypoint =
    container.command.length > 0 ? container.command.map((word) => expand(word, env)) : ['node', image.entry];
  const words = [...entrypoint, ...container.args.map((word) => expand(word, env))];
  const [program = '', ...args] = words;
  const path = `${bin}:${env['PATH'] ?? imagePath}`;
  const found = findProgram(program, path, cwd, onMachine);
  if (found !== undefined) return [found, ...args];
  if (program.includes('/')) {
    if (existsSync(onMachine(resolve(cwd, program)))) throw startError(`exec: "${program}": permission denied`);
    throw startError(`exec: "${program}": stat ${program}: no such file or directory`);
  }
  throw startError(`exec: "${program}": executable file not found in $PATH`);
}

/** The variables that an image sets, below those of the container. */
export function imageEnvironment(bin: string, home: string): Record<string, string> {
  return { PATH: `${bin}:${imagePath}`, NODE_ENV: 'production', HOME: home };
}
