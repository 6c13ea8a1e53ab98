import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
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
    container.command.length > 0
      ? container.command.map((word) => expand(word, env))
      : (image.command ?? ['node', image.entry]);
  const words = [...entrypoint, ...container.args.map((word) => expand(word, env))];
  const [program = '', ...args] = words;
  const places = { bin, cwd, onMachine };
  const found = findProgram(program, pathOf(env, places), cwd, onMachine);
  if (found === undefined) throw startError(notStartable(program, places));
  return [found, ...args];
}

/** Why one more command cannot be run in a container that runs, in the runtime's words; undefined where it can. */
export function execProblem(
  [program = '']: readonly string[],
  env: Record<string, string>,
  places: ProgramPlaces,
): string | undefined {
  if (findProgram(program, pathOf(env, places), places.cwd, places.onMachine) !== undefined) return undefined;
  const id = randomBytes(32).toString('hex');
  return (
    `rpc error: code = Unknown desc = failed to exec in container: failed to start exec "${id}": OCI runtime exec ` +
    `failed: exec failed: unable to start container process: ${notStartable(program, places)}`
  );
}

function pathOf(env: Record<string, string>, { bin }: ProgramPlaces): string {
  return `${bin}:${env['PATH'] ?? imagePath}`;
}

/** As Go's os/exec says it of a program that was not found. */
function notStartable(program: string, { cwd, onMachine }: ProgramPlaces): string {
  if (!program.includes('/')) return `exec: "${program}": executable file not found in $PATH`;
  const found = statSync(onMachine(resolve(cwd, program)), { throwIfNoEntry: false });
  if (found === undefined) return `exec: "${program}": stat ${program}: no such file or directory`;
  return `exec: "${program}": ${found.isDirectory() ? 'is a directory' : 'permission denied'}`;
}

/** The variables that an image sets, below those of the container. */
export function imageEnvironment(bin: string, home: string): Record<string, string> {
  return { PATH: `${bin}:${imagePath}`, NODE_ENV: 'production', HOME: home };
}
