import { otherKinds } from '../evidence.ts';
import type { Evidence } from '../evidence.ts';
import { knownSecrets } from './known-secrets.ts';
import type { Ending } from '../ending.ts';
import { maskOf } from './mask.ts';
import type { Mask } from './mask.ts';
import { redactObject, redactSecret } from './object.ts';

/** The same evidence without a secret value in it. Doing it twice changes nothing more. */
export function redactEvidence(evidence: Evidence): Evidence {
  const { secrets } = evidence.others;
  const carriers = [...evidence.pods, ...evidence.deployments, ...Object.values(evidence.others).flat()];
  const mask = maskOf(knownSecrets(secrets, carriers));
  const others = { ...evidence.others };
  for (const kind of otherKinds) {
    const ofKind = kind === 'configmaps' ? others[kind].map((item) => ({ ...item, kind: 'ConfigMap' })) : others[kind];
    others[kind] = kind === 'secrets' ? secrets.map(redactSecret) : ofKind.map((item) => redactObject(item, mask));
  }
  return {
    ...evidence,
    pods: evidence.pods.map((pod) => redactObject(pod, mask)),
    deployments: evidence.deployments.map((deployment) => redactObject(deployment, mask)),
    events: evidence.events.map((event) => redactObject(event, mask)),
    missing: evidence.missing.map(({ part, why }) => ({ part, why: mask(why) })),
    others,
    logs: evidence.logs.map((log) => ({ ...log, text: mask(log.text) })),
    endings: evidence.endings.map((ending) => redactEnding(ending, mask)),
  };
}

/** A termination message is the container's own words. */
function redactEnding(ending: Ending, mask: Mask): Ending {
  const { message } = ending.state;
  return message === undefined ? ending : { ...ending, state: { ...ending.state, message: mask(message) } };
}
