import type { Quote } from '../evidence/death.ts';
import type { ContainerLog, Evidence } from '../evidence/evidence.ts';
import type { Workload } from './facts.ts';

/** What a container said last: lines of its log or of its termination message, oldest first, none of them empty. */
export interface LastWords {
  source: string;
  lines: string[];
}

/** The end of the log of its instance before the last restart, else of the current one; newest pods first. */
export function lastWords(
  { pods, spec }: Pick<Workload, 'pods' | 'spec'>,
  { logs }: Pick<Evidence, 'logs'>,
  options: { previous: boolean; lines?: number },
): LastWords[] {
  const own = logs.filter(({ pod, container }) => pods.includes(pod) && container === spec.name);
  const said = (previous: boolean) => own.filter((log) => log.previous === previous && saysSomething(log));
  const wanted = said(options.previous);
  const found = wanted.length > 0 ? wanted : said(!options.previous);
  return found.map((log) => ({ source: sourceOf(log), lines: lastLines(log.text, options.lines ?? 30) }));
}

/** The kubelet puts an error of its own in the place of a log that is gone (pkg/kubelet/kuberuntime). */
function saysSomething({ text }: ContainerLog): boolean {
  return text.trim() !== '' && !text.startsWith('unable to retrieve container logs for ');
}

/** The last lines of a text that say something. */
export function lastLines(text: string, most: number): string[] {
  return text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .slice(-most);
}

export function wordsQuote(source: string, line: string): Quote {
  const text = line.trim();
  return { source, text: text.length > 300 ? `${text.slice(0, 300)}…` : text };
}

function sourceOf({ pod, container, previous }: ContainerLog): string {
  return `logs/${pod}/${container}${previous ? '.previous' : ''}.log`;
}
