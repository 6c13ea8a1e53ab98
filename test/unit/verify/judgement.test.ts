import { describe, expect, it } from 'vitest';
import { judge } from '../../../src/verify/judge.ts';
import { aftermath, baseline, container, death, died, guarded, instance, memory, MiB, options } from './a-case.ts';

describe('says when it will be back', () => {
  it("in the lab and at the incident's own pace, a hundred times as long", () => {
    const samples = memory({ floor: 20 * MiB, perSecond: 10 * MiB, limit: 512 * MiB, seconds: 22 });
    const { eta } = judge(baseline(), aftermath({ instances: [instance({ samples })] }), options);
    expect(eta?.from).toBe('projected');
    expect(eta?.lab.expected).toBeGreaterThan(47);
    expect(eta?.lab.expected).toBeLessThan(51);
    // 20 MiB of other memory and 4 MiB of teeth may touch the limit two seconds before the floor does.
    expect(eta?.lab.low).toBeLessThan(47.2);
    expect(eta?.lab.low).toBeGreaterThan(46);
    expect(eta?.lab.high).toBeGreaterThan(48.8);
    expect(eta?.real).toEqual({
      expected: (eta?.lab.expected ?? 0) * 100,
      low: (eta?.lab.low ?? 0) * 100,
      high: (eta?.lab.high ?? 0) * 100,
    });
  });

  it('as observed, from the first to the last of several deaths', () => {
    const instances = [died(25), died(31, {}, 30), died(27, {}, 70)];
    const { eta } = judge(baseline(), aftermath({ instances }), options);
    expect(eta).toEqual({
      from: 'observed',
      lab: { expected: 27, low: 25, high: 31 },
      real: { expected: 2700, low: 2500, high: 3100 },
    });
  });

  it('and owns up to guessing the interval of a single death', () => {
    const { eta, reasons } = judge(baseline(), aftermath({ instances: [died(25)] }), options);
    expect(eta?.lab).toEqual({ expected: 25, low: 20, high: 30 });
    expect(reasons.join(' ')).toMatch(/guess/);
  });
});

describe('reasons', () => {
  it('list all that was taken away, not only the first', () => {
    const after = guarded({ containers: [container({ memoryLimit: null, probes: {} })], services: [] });
    const { reasons } = judge(baseline(), aftermath({ guarded: after, workRate: 10 }), options);
    expect(reasons).toHaveLength(5);
  });

  it('of a resolved fault say what could not have been seen', () => {
    const { reasons } = judge(baseline(), aftermath(), options);
    expect(reasons.at(-1)).toMatch(
      /^A leak slower than .* an hour would not show in this watch; it would need .* or more to reach 128 MiB/,
    );
  });

  it("say that the remedy's remedy itself failed, after the verdict on what it left", () => {
    const remedy = { outcome: 'error', detail: 'exit code 3' } as const;
    const { verdict, reasons } = judge(baseline(), aftermath({ remedy }), options);
    expect(verdict).toBe('resolved');
    expect(reasons.at(-1)).toMatch(/exit code 3/);
  });

  it('take the middle of the old times to failure', () => {
    const old = baseline({ timesToFailure: [10, 60, 12] });
    expect(judge(old, aftermath({ instances: [died(20, { oom: 'proven' })] }), options).verdict).toBe('delayed');
    expect(judge(old, aftermath({ instances: [died(17, { oom: 'proven' })] }), options).verdict).toBe('failed');
  });

  it('come with a judgement that survives JSON, also where nothing is known of the slope', () => {
    const few = memory({}).filter((_, index) => index % 12 === 0 || index > 117);
    const judgement = judge(baseline(), aftermath({ instances: [instance({ samples: few })] }), options);
    expect(JSON.parse(JSON.stringify(judgement))).toEqual(judgement);
  });

  it('repeat themselves for the same case', () => {
    const deaths = [death({ pod: 'old-pod', containerId: 'old' })];
    expect(judge(baseline({ deaths }), aftermath(), options)).toEqual(
      judge(baseline({ deaths }), aftermath(), options),
    );
  });
});
