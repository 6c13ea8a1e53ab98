import type { Finding } from '../diagnose/finding.ts';
import type { Death } from '../evidence/death.ts';
import type { LoadFigures, LoadSeries } from '../evidence/load.ts';
import type { PaceName } from '../scenario/model.ts';
import type { RemedyKind } from '../scenario/remedy-kinds.ts';
import type { Judgement, Verdict } from '../verify/judgement.ts';

export const steps = ['deploy', 'prove', 'collect', 'diagnose', 'remedy', 'verify', 'clean up'] as const;
export type StepName = (typeof steps)[number];

/** What a run says while it lives; the journal is these, one a line, and every report is made from them. */
export type RunEvent =
  | {
      type: 'run.started';
      scenario: string;
      title: string;
      remedy: string | null;
      remedyKind: RemedyKind | null;
      expected: Verdict | null;
      expectedCause: string;
      pace: PaceName;
      speedup: number;
      cluster: string;
      namespace: string;
      witness: string;
    }
  | { type: 'step.started'; step: StepName }
  | { type: 'step.finished'; step: StepName; seconds: number }
  /** What the run is at, for the live line: not for reports. */
  | { type: 'progress'; text: string }
  | { type: 'note'; level: 'info' | 'warning'; text: string }
  | { type: 'pod.changed'; pod: string; phase: string; ready: boolean; restarts: number; waiting: string | null }
  | { type: 'pod.deleted'; pod: string }
  | { type: 'container.started'; pod: string; container: string; containerId: string; restart: number }
  | { type: 'container.died'; death: Death }
  | {
      type: 'memory';
      pod: string;
      container: string;
      restart: number;
      at: number;
      usage: number;
      workingSet: number;
      rss: number;
      limit: number | null;
    }
  | { type: 'load.started'; sender: LoadSeries['sender']; words: string }
  | { type: 'load.measured'; stretch: 'before' | 'after'; figures: LoadFigures }
  | { type: 'symptom.proven'; timesToFailure: number[]; workRate: number | null }
  | { type: 'bundle.written'; folder: string }
  | { type: 'diagnosed'; findings: Finding[] }
  | {
      type: 'remedy.applied';
      outcome: 'applied' | 'refused' | 'error';
      detail: string;
      /** The kubectl lines that do the same; missing in journals of earlier versions. */
      byHand?: string[];
    }
  | { type: 'judged'; judgement: Judgement }
  | { type: 'run.finished'; result: RunResult };

/** One line of the journal: `time` is ISO 8601 in UTC. */
export type JournalEntry = { time: string; run: string } & RunEvent;

/** What came out of one run; `--json` holds one of these per run. */
export interface RunResult {
  id: string;
  scenario: string;
  remedy: string | null;
  remedyKind: RemedyKind | null;
  /** The traffic profile under which the remedy was tried; null for the whole load. */
  traffic: string | null;
  pace: PaceName;
  cluster: string;
  /** Null when no remedy was asked for. */
  verdict: Verdict | null;
  expected: Verdict | null;
  /** Null when nothing was expected of a remedy that no scenario lists. */
  asExpected: boolean | null;
  cause: string | null;
  expectedCause: string;
  confidence: number | null;
  eta: Judgement['eta'];
  reasons: string[];
  /** Why the remedy should get the verdict that is expected of it, for people; null before a verdict and where none says. */
  explanation: string | null;
  /** How the symptom was proven, for people; null when it was not. */
  symptom: string | null;
  /** Seconds from start to death before the remedy. */
  timesToFailure: number[];
  /** Seconds from deploy to verdict. */
  seconds: number;
  /** What was sent to the Service, and what became of it; null where the scenario sends nothing. */
  load: Omit<LoadSeries, 'seconds'> | null;
  /** Folder with the journal, the bundle and the report. */
  folder: string;
  /** Set when the run could not be carried through: `environment` or `interrupted`. */
  fault: {
    kind: 'usage' | 'environment' | 'inconclusive' | 'interrupted' | 'defect';
    message: string;
    hint: string | null;
  } | null;
  /** True where the lab itself failed, and not the workload: such a run says nothing of a remedy. */
  infrastructure: boolean;
}
