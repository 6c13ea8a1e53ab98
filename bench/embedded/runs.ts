import { timed } from '../figure.ts';
import type { Figure } from '../figure.ts';
import { run, seconds } from '../leaklab.ts';
import type { Run } from '../leaklab.ts';

/** Runs of list-leak, each of which brings its own cluster: one remedy, and all of them. */
export async function benchEmbeddedRuns(home: string): Promise<Figure[]> {
  const one = await measured('bounded-buffer', home);
  const all = await measured('all', home);
  const asExpected = all.runs.filter((result) => result.asExpected === true).length;
  return [
    { name: 'embedded: list-leak, one remedy', value: valueOf(one), goal: 'under 40 s' },
    { name: 'embedded: list-leak, all six', value: valueOf(all), goal: 'under 90 s' },
    { name: 'embedded: all six as expected', value: `${asExpected} of ${all.runs.length}`, goal: '6 of 6' },
  ];
}

async function measured(remedy: string, home: string): Promise<{ runs: Run[]; whole: number }> {
  let runs: Run[] = [];
  const whole = await timed(async () => (runs = await run(remedy, home, 'embedded')));
  return { runs, whole: whole / 1000 };
}

function valueOf({ runs, whole }: { runs: Run[]; whole: number }): string {
  return `${Math.round(whole)} s, deploy to verdict ${seconds(runs)} s`;
}
