import { join } from 'node:path';
import { engineRuns } from './engine-name.ts';
import { foldersIn, removeGroupFolder } from './group-folder.ts';

/** Kills and removes what engines that no longer run have left below `folder`. */
export async function sweepGroups(folder: string): Promise<void> {
  for (const engine of foldersIn(folder)) {
    if (engineRuns(engine)) continue;
    for (const container of foldersIn(join(folder, engine))) await removeGroupFolder(join(folder, engine, container));
    await removeGroupFolder(join(folder, engine));
  }
}
