import { existsSync } from 'node:fs';
import { engineRuns } from '../../embedded/cgroup/engine-name.ts';
import { withLock } from '../../shared/lock.ts';
import { clearBackground } from './clear.ts';
import { endProcess } from './end-process.ts';
import { findBackground } from './find.ts';
import { backgroundPlaces } from './places.ts';
import { pidOf } from './record.ts';
import type { UpOptions } from './up.ts';

/** Ends the background cluster and removes all of it; false when there was none. */
export async function downEmbedded({ signal, onProgress }: UpOptions): Promise<boolean> {
  const { lock, folder } = backgroundPlaces();
  if (!existsSync(folder)) return false;
  return withLock(
    lock,
    60,
    async () => {
      const found = await findBackground();
      if (found.state !== 'none') {
        const { record } = found;
        onProgress('ending the embedded cluster');
        await endProcess(pidOf(record), () => engineRuns(record.engine));
      }
      await clearBackground();
      return found.state !== 'none';
    },
    signal,
  );
}
