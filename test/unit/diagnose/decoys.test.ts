import { readdirSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { diagnose } from '../../../src/diagnose/diagnose.ts';
import type { Evidence } from '../../../src/evidence/evidence.ts';
import { decoy, until } from './decoys.ts';

/** What looks like an incident, and what the diagnosis says to it. */
const expected: [name: string, why: RegExp][] = [
  ['finished-rollout', /the rollout of Deployment reports is complete, 1 of 1 pods updated and available/],
  [
    'flapping-alert',
    /readiness probe .* failed for a while \("HTTP probe failed with statuscode: 503"\).*has passed for/,
  ],
  ['gc-sawtooth', /climbs and falls by [\d.]+ MiB again and again, as garbage does, and its floor stays at/],
  ['old-oom', /was OOM-killed \d+ s ago, and has run without a climb for far longer than it lived then/],
  ['page-cache', /has used 128 MiB of 128 MiB, and [\d.]+ MiB of that was page cache/],
  ['warm-up', /rose from [\d.]+ MiB while it warmed up, and levels off at [\d.]+ MiB, below its limit of 128 MiB/],
];

const causesOf = (evidence: Evidence) => diagnose(evidence).map(({ cause }) => cause);

describe('the diagnosis of decoys recorded on kind', () => {
  it.each(expected)('finds no fault in %s, and says why it is none', (name, why) => {
    const findings = diagnose(decoy(name));
    expect(findings).toMatchObject([{ cause: 'none', summary: expect.stringMatching(why) }]);
    expect(findings[0]?.for.length).toBeGreaterThan(0);
  });

  it.each(expected)('finds none in %s where the events have expired', (name) => {
    expect(causesOf({ ...decoy(name), events: [] })).toEqual(['none']);
  });

  it.each(expected)('finds none in %s where logs cannot be read', (name) => {
    expect(causesOf({ ...decoy(name), logs: [] })).toEqual(['none']);
  });

  it.each(['gc-sawtooth', 'page-cache', 'warm-up'])('finds none in %s whenever it looks after 12 s', (name) => {
    const evidence = decoy(name);
    const began = Math.min(...evidence.memory.flatMap(({ samples }) => samples.map(({ time }) => time)));
    const later = Array.from({ length: 40 }, (_, second) => began + (12 + second) * 1000);
    const causes = later.filter((now) => now < evidence.collectedAt).map((now) => causesOf(until(evidence, now))[0]);
    expect(new Set(causes)).toEqual(new Set(['none']));
  });
});

test('memory that the kernel cannot drop is a leak where page cache is none', () => {
  const evidence = decoy('page-cache');
  const memory = evidence.memory.map((series) => {
    return { ...series, samples: series.samples.map((sample) => ({ ...sample, rss: sample.workingSet })) };
  });
  // Until the kernel takes from the page cache it climbs all the time.
  const full = memory[0]?.samples.find(({ usage, limit }) => usage >= 0.95 * (limit ?? 0))?.time ?? 0;
  expect(causesOf(until({ ...evidence, memory }, full))).toEqual(['memory-leak']);
});

test('every recorded decoy has its reason here', () => {
  const recorded = readdirSync('test/fixtures/decoys').flatMap((file) =>
    file.endsWith('.json') ? [file.replace(/\.json$/, '')] : [],
  );
  expect(expected.map(([name]) => name)).toEqual(recorded.toSorted());
});
