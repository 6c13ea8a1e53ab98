import type { Cluster } from '../../../src/cluster/cluster.ts';
import { newRunId } from '../../../src/run/id.ts';
import { play } from './play.ts';
import { Recorder } from './recorder.ts';
import type { Situation } from './situation.ts';
import type { Section } from './transcript.ts';

/** Situations at once: more of them on two cores, and what is seen is how busy the machine is. */
const atOnce = 4;

/** Plays situations on a cluster and gives what is told of each. An error when a watch was interrupted. */
export async function playAll({ api }: Cluster, situations: Situation[]): Promise<Map<string, Section[]>> {
  const transcripts = new Map<string, Section[]>();
  if (situations.length === 0) return transcripts;
  const recorder = new Recorder(api);
  const id = newRunId(new Date());
  const queue = [...situations];
  const stage = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      transcripts.set(next.name, await play(api, recorder, next, id));
    }
  };
  try {
    await Promise.all(Array.from({ length: atOnce }, stage));
  } finally {
    await recorder.stop();
  }
  // What was missed in the gap would look like a difference.
  if (recorder.interruptions.length > 0)
    throw new Error(`a watch was interrupted: ${recorder.interruptions.join('; ')}`);
  return transcripts;
}
