import type { Death } from '../evidence/death.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { Workload } from './facts.ts';
import { lastLines, lastWords } from './last-words.ts';
import type { LastWords } from './last-words.ts';
import { median } from './median.ts';

/** Ends of a container by its own doing: no kill for memory, none by the kubelet, no failed start. */
export interface Crash {
  ends: Death[];
  words: LastWords[];
  /** Seconds from start to end, the median; null where no status says. */
  lifetime: number | null;
}

/** Ends that say something of their own: a failed start, a missing program and V8's full heap have rules to themselves. */
const told = new Set([126, 127, 133, 134, 137, 139, 143]);
const notByItself = new Set(['StartError', 'ContainerCannotRun', 'ContainerStatusUnknown', 'RestartingAllContainers']);

/** Null where none of the workload's containers ended by itself with an error. */
export function crashOf(workload: Workload, evidence: Evidence): Crash | null {
  const ends = workload.ends.filter(
    (end) => end.exitCode !== 0 && !told.has(end.exitCode) && !notByItself.has(end.reason ?? '') && isOwn(end),
  );
  if (ends.length === 0) return null;
  const lives = ends.flatMap(({ startedAt, finishedAt }) =>
    startedAt === null || finishedAt === null ? [] : [(finishedAt - startedAt) / 1000],
  );
  return { ends, words: wordsOf(ends, workload, evidence), lifetime: lives.length === 0 ? null : median(lives) };
}

/** Not killed for memory, and not asked to end by the kubelet. */
export function isOwn({ oom, proof }: Death): boolean {
  return (
    oom !== 'proven' &&
    oom !== 'reported' &&
    oom !== 'likely' &&
    !proof.some(({ text }) => text.startsWith('Killing: '))
  );
}

function wordsOf(ends: readonly Death[], workload: Workload, evidence: Evidence): LastWords[] {
  const messages = ends.flatMap(({ pod, message }) =>
    message === null || message.trim() === ''
      ? []
      : [{ source: `pods.json: ${pod} terminated.message`, lines: lastLines(message, 30) }],
  );
  const restarted = workload.places.some(
    ({ status }) => status?.state?.running !== undefined || status?.state?.waiting !== undefined,
  );
  return [...messages, ...lastWords(workload, evidence, { previous: restarted })];
}

/** The line that says most: the first that names an error, else the last. */
export function tellingLine({ lines }: LastWords): string | undefined {
  return lines.find((line) => errorLine.test(line)) ?? lines.findLast((line) => !/^Node\.js v\d/.test(line));
}

const errorLine = /^\s*(?:Uncaught\s+)?\w*(?:Error|Exception)\b.*:|^panic:|\bfatal\b|^Traceback|\berror\b\s*[:=]/i;
