import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Cluster } from '../../../src/cluster/cluster.ts';
import { openOwn } from '../../../src/cluster/embedded/own.ts';
import { ensureImages } from '../../../src/images/ensure.ts';
import { newRunId } from '../../../src/run/id.ts';
import { testCluster } from '../lab.ts';
import type { Comparison, Difference } from './differences.ts';
import { compare } from './differences.ts';
import { knownDifferences } from './known-differences.ts';
import { play } from './play.ts';
import { Recorder } from './recorder.ts';
import type { Situation } from './situation.ts';
import { situations } from './situations.ts';
import type { Section } from './transcript.ts';

/** Situations at once: more of them on two cores, and what is seen is how busy the machine is. */
const atOnce = 4;
/** What differs is played again: a real difference is there each time, one that a busy machine has made is not. */
const mostTakes = 3;
/** Milliseconds for all takes; the first is through in about two minutes on two idle cores. */
const patience = 900_000;

describe.skipIf(inject('kindMissing') !== '')('the embedded cluster beside kind', () => {
  const clusters: Cluster[] = [];
  const recorders: Recorder[] = [];
  const comparisons = new Map<string, Comparison>();

  beforeAll(async () => {
    const kind = await testCluster();
    clusters.push(kind);
    const images = { refs: ['data-processor:1.4.2'], cluster: kind.kindName, nodes: kind.nodes };
    await ensureImages({ ...images, stateFolder: inject('home') });
    const embedded = await openOwn(() => undefined);
    clusters.push(embedded);
    for (let take = 1; take <= mostTakes; take += 1) {
      const left = situations.filter(({ name }) => comparisons.get(name)?.differences.length !== 0);
      const [onKind, onEmbedded] = await Promise.all([playAll(kind, left), playAll(embedded, left)]);
      for (const { name } of left) {
        const transcripts = { kind: onKind.get(name) ?? [], embedded: onEmbedded.get(name) ?? [] };
        comparisons.set(name, compare(name, transcripts, knownDifferences));
      }
    }
  }, patience);

  afterAll(async () => {
    for (const recorder of recorders) await recorder.stop();
    for (const cluster of clusters) await cluster.close();
  });

  async function playAll({ api }: Cluster, left: Situation[]): Promise<Map<string, Section[]>> {
    if (left.length === 0) return new Map();
    const recorder = new Recorder(api);
    recorders.push(recorder);
    const id = newRunId(new Date());
    const queue = [...left];
    const transcripts = new Map<string, Section[]>();
    const stage = async () => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        transcripts.set(next.name, await play(api, recorder, next, id));
      }
    };
    await Promise.all(Array.from({ length: atOnce }, stage));
    expect(recorder.interruptions).toEqual([]);
    return transcripts;
  }

  test.each(situations.map(({ name }) => name))('tells of "%s" as kind does', (name) => {
    expect((comparisons.get(name)?.differences ?? []).map(lineOf)).toEqual([]);
  });

  test('differs from kind in all that the table of differences says', () => {
    const seen = new Set([...comparisons.values()].flatMap((comparison) => [...comparison.seen]));
    const expected = knownDifferences.filter(({ rare }) => rare !== true).map(({ name }) => name);
    expect(expected.filter((name) => !seen.has(name))).toEqual([]);
  });
});

function lineOf({ where, only, text }: Difference): string {
  return `${where} | only ${only === 'kind' ? 'kind' : 'the embedded cluster'}: ${text}`;
}
