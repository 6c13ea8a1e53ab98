import type { Evidence } from '../evidence.ts';

/** The logs of the instances that ended, one after the other, as `kubectl logs --previous` gives them. */
export function crashLog(evidence: Evidence): string {
  const previous = evidence.logs.filter((log) => log.previous);
  if (previous.length === 0) return 'No container has a previous instance whose log could be read.\n';
  return previous
    .map(({ pod, container, text }) => {
      const body = text === '' ? '(it printed nothing)\n' : text.replace(/\n?$/, '\n');
      return `==> pod/${pod} container ${container} (previous instance) <==\n${body}`;
    })
    .join('\n');
}
