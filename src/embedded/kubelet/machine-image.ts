import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { getuid } from 'node:process';
import type { ImageOnDisk } from './image.ts';

/** A well-known image whose program the machine may have itself. */
interface MachineProgram {
  /** The image's name without registry and tag. */
  name: string;
  /** For people: "PostgreSQL server". */
  title: string;
  /** What starts it, as the image's own entrypoint would; gets the folder of its programs as its first argument. */
  script: string;
  /** All must be in one folder. */
  programs: readonly string[];
  /** Folders to look into for a release such as "15". */
  folders: (release: string) => string[];
}

const scripts = join(import.meta.dirname, 'machine-images');
const path = ['/usr/local/bin', '/usr/bin'];

const machinePrograms: readonly MachineProgram[] = [
  {
    name: 'postgres',
    title: 'PostgreSQL server',
    script: join(scripts, 'postgres.sh'),
    programs: ['postgres', 'initdb'],
    // Debian's and Red Hat's folders, that of the wanted release first; any other release will do for a lab.
    folders: (release) => [
      `/usr/lib/postgresql/${release}/bin`,
      `/usr/pgsql-${release}/bin`,
      ...below('/usr/lib/postgresql').map((version) => `/usr/lib/postgresql/${version}/bin`),
      ...path,
    ],
  },
];

/**
 * The machine's own program in the place of an image that no app is released as; undefined for an image that is none of
 * those, and `why` where the machine cannot stand in for it.
 */
export function machineImage(reference: string): { image: ImageOnDisk } | { why: string } | undefined {
  const { name, release } = parts(reference);
  const program = machinePrograms.find((each) => each.name === name);
  if (program === undefined) return undefined;
  const folder = program
    .folders(release)
    .find((each) => program.programs.every((file) => existsSync(join(each, file))));
  if (folder === undefined) return { why: `this machine has no ${program.title} to take in the place of ${reference}` };
  if (getuid?.() !== 0) {
    return {
      why: `the embedded cluster of an ordinary user cannot start this machine's ${program.title}, which refuses to run as root of a user namespace`,
    };
  }
  return { image: { entry: program.script, command: ['/bin/sh', program.script, folder] } };
}

/** "registry/library/postgres:15-bookworm" → postgres, 15 */
function parts(reference: string): { name: string; release: string } {
  const [name = '', tag = ''] = reference.slice(reference.lastIndexOf('/') + 1).split(':');
  return { name, release: /^\d+/.exec(tag)?.[0] ?? '' };
}

/** The newest first. */
function below(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).toSorted((a, b) => Number(b) - Number(a));
}
