import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Cluster } from '../../../src/cluster/cluster.ts';
import { openOwn } from '../../../src/cluster/embedded/own.ts';
import { ensureImages } from '../../../src/images/ensure.ts';
import { testCluster } from '../lab.ts';
import { compare, lineOf } from './differences.ts';
import type { Comparison } from './differences.ts';
import { knownDifferences } from './known-differences.ts';
import { recordedSituations, writeRecorded } from './recorded.ts';
import { situations } from './situations.ts';
import { playAll } from './stage.ts';

/** What differs is played again: a real difference is there each time, one that a busy machine has made is not. */
const mostTakes = 3;
/** Milliseconds for all takes; the first is through in about two minutes on two idle cores. */
const patience = 900_000;

describe.skipIf(inject('kindMissing') !== '')('the embedded cluster beside kind', () => {
  const clusters: Cluster[] = [];
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
        const asked = process.env['LEAKLAB_RECORD'] === '1' && recordedSituations.includes(name);
        if (asked) await writeRecorded(name, transcripts.kind);
      }
    }
  }, patience);

  afterAll(async () => {
    for (const cluster of clusters) await cluster.close();
  });

  test.each(situations.map(({ name }) => name))('tells of "%s" as kind does', (name) => {
    expect((comparisons.get(name)?.differences ?? []).map(lineOf)).toEqual([]);
  });

  test('differs from kind in all that the table of differences says', () => {
    const seen = new Set([...comparisons.values()].flatMap((comparison) => [...comparison.seen]));
    const expected = knownDifferences.filter(({ rare }) => rare !== true).map(({ name }) => name);
    expect(expected.filter((name) => !seen.has(name))).toEqual([]);
  });
});
