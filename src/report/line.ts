import type { JournalEntry } from '../run/events.ts';
import { loadFigures } from './load-figures.ts';
import { shownPath } from './shown-path.ts';
import { formatBytes, formatSeconds } from '../shared/quantity.ts';

/** What one journal entry says to a person; undefined for what is not worth a line. */
export function lineOf(entry: JournalEntry): string | undefined {
  switch (entry.type) {
    case 'run.started':
      return `${entry.scenario} on ${entry.cluster}, namespace ${entry.namespace}, ${entry.pace} pace; watched by ${entry.witness}`;
    case 'step.started':
      return stepWords[entry.step];
    case 'note':
      return entry.level === 'warning' ? `warning: ${entry.text}` : entry.text;
    case 'container.started':
      return `container ${entry.container} of ${entry.pod} started${entry.restart > 0 ? ` (restart ${entry.restart})` : ''}`;
    case 'container.died':
      return deathLine(entry);
    case 'load.started':
      return `${entry.sender} sends the load: ${entry.words}`;
    case 'load.measured':
      return `the load ${entry.stretch === 'before' ? 'before' : 'after'} the remedy: ${loadFigures(entry.figures)}`;
    case 'symptom.proven':
      return entry.timesToFailure.length === 0
        ? 'seen for long enough'
        : `the fault is proven after ${entry.timesToFailure.map(formatSeconds).join(', ')}`;
    case 'bundle.written':
      return `evidence is in ${shownPath(entry.folder)}`;
    case 'diagnosed':
      return entry.findings[0] === undefined ? 'no cause found' : `cause: ${entry.findings[0].summary}`;
    case 'remedy.applied':
      return `remedy ${entry.outcome}: ${entry.detail}`;
    case 'judged':
      return `verdict: ${entry.judgement.verdict}. ${entry.judgement.reasons[0] ?? ''}`;
    case 'run.finished':
      return entry.result.fault === null ? undefined : `stopped: ${entry.result.fault.message}`;
    default:
      return undefined;
  }
}

const stepWords = {
  deploy: 'deploying',
  prove: 'waiting for the fault to happen',
  collect: 'collecting the evidence',
  diagnose: 'looking for the cause',
  remedy: 'applying the remedy',
  verify: 'watching what the remedy does',
  'clean up': 'cleaning up',
};

function deathLine({ death }: Extract<JournalEntry, { type: 'container.died' }>): string {
  const age =
    death.startedAt === null || death.finishedAt === null
      ? ''
      : ` after ${formatSeconds((death.finishedAt - death.startedAt) / 1000)}`;
  const how = `exit ${death.exitCode}${death.reason === null ? '' : ` ${death.reason}`}`;
  const oom = { proven: 'OOM kill, proven', reported: 'OOM kill, as reported', likely: 'OOM kill, likely' };
  const words = death.oom === 'no' || death.oom === 'unknown' ? '' : `; ${oom[death.oom]}`;
  return `container ${death.container} of ${death.pod} died${age} (${how}${words})`;
}

/** "97.3 of 128 MiB" */
export function memoryWords(usage: number, limit: number | null): string {
  return limit === null ? `${formatBytes(usage)}, no limit` : `${formatBytes(usage)} of ${formatBytes(limit)}`;
}
