import { findBackground } from './embedded/find.ts';
import type { KindOptions } from './kind.ts';
import { kindObstacle } from './programs.ts';

/**
 * What `auto` comes to: the embedded cluster where one is up, because somebody asked for it here; else kind where
 * Docker and kind are ready; else the embedded cluster. Says which in one line where it is not kind.
 */
export async function chooseCluster({ signal, onProgress }: KindOptions): Promise<'kind' | 'embedded'> {
  const { state } = await findBackground();
  if (state === 'up' || state === 'starting') {
    onProgress('an embedded cluster is up here: taking it (--on kind takes kind)');
    return 'embedded';
  }
  const obstacle = await kindObstacle(signal);
  if (obstacle === undefined) return 'kind';
  onProgress(`no kind here (${obstacle}): taking the embedded cluster`);
  return 'embedded';
}
