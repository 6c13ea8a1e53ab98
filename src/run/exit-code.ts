import type { RunResult } from './events.ts';

/**
 * 0 as expected · 1 a verdict or cause other than expected · 2 bad usage · 3 environment not ready · 4 inconclusive ·
 * 70 a defect of leaklab itself (sysexits.h EX_SOFTWARE: 1 never means that the tool broke) · 130 interrupted.
 */
export const exitCodes = {
  ok: 0,
  unexpected: 1,
  usage: 2,
  environment: 3,
  inconclusive: 4,
  defect: 70,
  interrupted: 130,
} as const;

/** One code for several runs: the worst news first. */
export function exitCodeOf(runs: RunResult[]): number {
  const faults = new Set(runs.map(({ fault }) => fault?.kind));
  if (faults.has('interrupted')) return exitCodes.interrupted;
  if (faults.has('defect')) return exitCodes.defect;
  if (runs.some(({ asExpected }) => asExpected === false)) return exitCodes.unexpected;
  if (faults.has('usage')) return exitCodes.usage;
  if (faults.has('environment')) return exitCodes.environment;
  // An expected `inconclusive` is no news.
  if (runs.some(({ asExpected }) => asExpected === null)) return exitCodes.inconclusive;
  return exitCodes.ok;
}
