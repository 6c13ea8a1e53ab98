import { join } from 'node:path';
import { engineRuns } from './engine-name.ts';
import { foldersIn, removeGroupFolder } from './group-folder.ts';

/** What the names of our groups begin with, in a folder that others make groups in too. */
export const groupPrefix = 'leaklab-';

/**
 * Kills and removes what engines that no longer run have left below `folder`.
 * @param prefix - of an engine's group; what follows is the engine's name and perhaps ".NUMBER". All else is let be
 */
export async function sweepGroups(folder: string, prefix = ''): Promise<void> {
  for (const name of foldersIn(folder)) {
    const engine = engineOf(name, prefix);
    if (engine === undefined || engineRuns(engine)) continue;
    for (const container of foldersIn(join(folder, name))) await removeGroupFolder(join(folder, name, container));
    await removeGroupFolder(join(folder, name));
  }
}

function engineOf(name: string, prefix: string): string | undefined {
  return name.startsWith(prefix) ? /^(\d+-\d+)(\.\d+)?$/.exec(name.slice(prefix.length))?.[1] : undefined;
}
