import { describe, expect, test } from 'vitest';
import type { LoadFigures } from '../../../src/evidence/load.ts';
import { judge } from '../../../src/verify/judge.ts';
import { aftermath, baseline, options } from './a-case.ts';

/** 100 requests in 20 s, all of them due and served, but for what a test says. */
function load(different: Partial<LoadFigures> = {}): LoadFigures {
  return { seconds: 20, due: 100, sent: 100, served: 100, failed: 0, unsent: 0, p95: 12, ...different };
}

function verdictOf(before: LoadFigures, after: LoadFigures | null) {
  return judge(baseline({ load: before }), aftermath({ load: after }), options);
}

describe('a remedy that outlives the fault is resolved', () => {
  test('where all of the load is served', () => {
    expect(verdictOf(load(), load()).verdict).toBe('resolved');
  });

  test('where a few requests fail, as they do on any day', () => {
    expect(verdictOf(load(), load({ served: 81, failed: 19 })).verdict).toBe('resolved');
  });

  test('where it serves as little as it did while it was well', () => {
    const half = load({ served: 50, failed: 50 });
    expect(verdictOf(half, load({ served: 45, failed: 55 })).verdict).toBe('resolved');
  });

  test('where a scenario sends no load', () => {
    expect(judge(baseline(), aftermath(), options).verdict).toBe('resolved');
  });
});

describe('a remedy that outlives the fault is masked', () => {
  test('where most requests are turned away, and the figures are told', () => {
    const { verdict, reasons } = verdictOf(load(), load({ served: 24, failed: 76 }));
    expect(verdict).toBe('masked');
    expect(reasons).toEqual([
      'It does not serve the load: 24 of 100 requests served in 20 s, 24 %; before the fault it was 100 % (100 of 100 requests served in 20 s, 100 %).',
    ]);
  });

  test('where it answers so slowly that requests cannot even be sent', () => {
    expect(verdictOf(load(), load({ sent: 40, served: 40, unsent: 60 })).verdict).toBe('masked');
  });

  test('where it never served any before, and serves few now', () => {
    const none = load({ due: 10, sent: 0, served: 0 });
    const { verdict, reasons } = verdictOf(none, load({ served: 10, failed: 90 }));
    expect(verdict).toBe('masked');
    expect(reasons[0]).toContain('all of it was to be served');
  });
});

describe('nothing can be said of a remedy', () => {
  test('under a load that nobody sent', () => {
    const { verdict, reasons } = verdictOf(load(), load({ sent: 0, served: 0 }));
    expect(verdict).toBe('inconclusive');
    expect(reasons[0]).toContain("Only 0 of the load's 100 requests were sent");
  });

  test('under less than half of the load, however well that is served', () => {
    expect(verdictOf(load(), load({ sent: 40, served: 40 })).verdict).toBe('inconclusive');
  });

  test('where the load was not measured', () => {
    expect(verdictOf(load(), null).verdict).toBe('inconclusive');
  });
});
