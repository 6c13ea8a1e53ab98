import type { RunResult } from '../run/events.ts';

export interface ProfileTable {
  scenario: string;
  head: string[];
  rows: string[][];
}

/** What each remedy was worth under each traffic profile, one table for each scenario that has profiles. */
export function profileTables(runs: readonly RunResult[]): ProfileTable[] {
  const byScenario = Map.groupBy(
    runs.filter(({ traffic }) => typeof traffic === 'string'),
    ({ scenario }) => scenario,
  );
  return [...byScenario].map(([scenario, ofScenario]) => {
    const profiles = [...new Set(ofScenario.map(({ traffic }) => traffic ?? ''))];
    const remedies = Map.groupBy(ofScenario, nameWithoutProfile);
    const rows = [...remedies].map(([name, tried]) => [
      name,
      ...profiles.map((profile) => verdictOf(tried.find(({ traffic }) => traffic === profile))),
    ]);
    return { scenario, head: ['remedy', ...profiles.map((profile) => `${profile} traffic`)], rows };
  });
}

/** A remedy under a profile is named after both: "small-low". */
function nameWithoutProfile({ remedy, traffic }: RunResult): string {
  return (remedy ?? '').slice(0, -`-${traffic ?? ''}`.length);
}

function verdictOf(run: RunResult | undefined): string {
  return run === undefined ? '-' : (run.verdict ?? '-');
}
