import { allKinds, listKinds } from '../evidence/bundle-layout.ts';
import { noOthers } from '../evidence/evidence.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { RunContext } from './context.ts';
import { observed } from './observed.ts';
import type { PreviousLogs } from './previous-logs.ts';

/**
 * What was watched until now, for when the API server cannot be asked any more; `why` stands beside each part that is
 * therefore missing.
 */
export async function collectSeen(context: RunContext, previousLogs: PreviousLogs, why: string): Promise<Evidence> {
  const { observation } = context;
  const seen = observed(context);
  const unseen = allKinds.filter((kind) => kind !== 'pods' && kind !== 'events');
  const logs = [...(await previousLogs.all())].map(([key, text]) => {
    const [pod = '', container = ''] = key.split('/');
    return { pod, container, previous: true, text };
  });
  return {
    ...seen,
    missing: [...seen.missing, ...unseen.map((kind) => ({ part: `${kind}.json`, why })), { part: 'logs', why }],
    pods: observation.pods().map((pod) => ({ ...listKinds.pods, ...pod })),
    deployments: [],
    events: observation.events().map((event) => ({ ...listKinds.events, ...event })),
    nodes: [],
    others: noOthers(),
    logs,
  };
}
