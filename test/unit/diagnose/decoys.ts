import { readFileSync } from 'node:fs';
import { noOthers } from '../../../src/evidence/evidence.ts';
import type { Evidence } from '../../../src/evidence/evidence.ts';
import { parseMemoryCsv } from '../../../src/evidence/memory-csv.ts';

/** As test/fixtures/decoys/NAME.json holds it: evidence, with its memory samples as lines of a bundle's CSV. */
type Recorded = Omit<Evidence, 'cluster' | 'missing' | 'nodes' | 'collectedAt' | 'others' | 'memory'> & {
  collectedAt: string;
  others: Partial<Evidence['others']>;
  memory: { pod: string; container: string; csv: string[] }[];
};

/** What a run of a decoy collected on a kind cluster, without its nodes. */
export function decoy(name: string): Evidence {
  const file = `test/fixtures/decoys/${name}.json`;
  const recorded: Recorded = JSON.parse(readFileSync(file, 'utf8'));
  return {
    ...recorded,
    cluster: 'a kind cluster',
    collectedAt: Date.parse(recorded.collectedAt),
    missing: [],
    nodes: [],
    others: { ...noOthers(), ...recorded.others },
    memory: recorded.memory.map(({ pod, container, csv }) => {
      return { pod, container, samples: parseMemoryCsv(csv.join('\n'), file) };
    }),
  };
}

/** The same evidence as it was at an earlier time: what came later is not there yet. */
export function until(evidence: Evidence, now: number): Evidence {
  const memory = evidence.memory.map((series) => {
    return { ...series, samples: series.samples.filter(({ time }) => time <= now) };
  });
  return { ...evidence, collectedAt: now, memory: memory.filter(({ samples }) => samples.length > 0) };
}
