import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseMemoryCsv } from '../../../src/evidence/memory-csv.ts';
import type { MemorySample } from '../../../src/evidence/memory.ts';
import { judge } from '../../../src/verify/judge.ts';
import { aftermath, baseline, instance, MiB } from './a-case.ts';

/** Release 1.4.3 on kind, 37 minutes at the incident's own pace, one sample in fifty. */
const file = 'test/fixtures/curves/bounded-at-real-pace.csv';
const recorded = parseMemoryCsv(readFileSync(file, 'utf8'), file);

function verdictOn(samples: MemorySample[]) {
  const startedAt = samples[0]?.time ?? 0;
  const old = baseline({ timesToFailure: [1000] });
  const seen = aftermath({ watchedSeconds: 2220, instances: [instance({ startedAt, samples })] });
  return judge(old, seen, { speedup: 1, horizonSeconds: 7 * 86_400 });
}

describe("at the incident's own pace", () => {
  it('takes what a Node process gains in its first hour for no leak, and says what it could not see', () => {
    const { verdict, reasons } = verdictOn(recorded);
    expect(verdict).toBe('resolved');
    expect(reasons.join(' ')).toMatch(/A leak slower than .* an hour would not show in this watch/);
  });

  it('still finds a leak of a tenth of the old one', () => {
    const start = recorded[0]?.time ?? 0;
    const leaking = recorded.map((sample) => {
      const leaked = ((sample.time - start) / 1000) * 0.01 * MiB;
      return {
        ...sample,
        rss: sample.rss + leaked,
        usage: sample.usage + leaked,
        workingSet: sample.workingSet + leaked,
      };
    });
    expect(verdictOn(leaking).verdict).toBe('delayed');
  });
});
