import { z } from 'zod';
import type { Quote } from '../evidence/death.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { AnyObject } from '../evidence/objects.ts';
import { eventQuote, eventsOn } from './events.ts';
import type { Owner } from './owner.ts';

/** A controller whose pods the API server does not take. */
export interface RefusedPods {
  owner: Owner;
  /** What the API server says, without the name of the pod. */
  message: string;
  quotes: Quote[];
}

const controllerSchema = z.looseObject({
  spec: z.looseObject({ replicas: z.number().optional(), parallelism: z.number().optional() }).optional(),
  status: z
    .looseObject({
      replicas: z.number().optional(),
      conditions: z
        .array(z.looseObject({ type: z.string(), status: z.string(), message: z.string().optional() }))
        .optional(),
    })
    .optional(),
});

/** ReplicaSets, StatefulSets and Jobs that want more pods than they have, and are refused them. */
export function refusedPods(evidence: Evidence): RefusedPods[] {
  const { replicasets, statefulsets, jobs } = evidence.others;
  const kinds = { ReplicaSet: replicasets, StatefulSet: statefulsets, Job: jobs };
  return Object.entries(kinds).flatMap(([kind, objects]) =>
    objects.flatMap((object) => {
      const { spec, status } = controllerSchema.parse(object);
      const wanted = spec?.replicas ?? spec?.parallelism ?? 1;
      const has = kind === 'Job' ? podsOf(object, evidence) : (status?.replicas ?? 0);
      if (has >= wanted) return [];
      const { name } = object.metadata;
      const failure = status?.conditions?.find(({ type, status: is }) => type === 'ReplicaFailure' && is === 'True');
      const events = eventsOn(evidence, kind, [name], ['FailedCreate']);
      const message = failure?.message ?? events.at(-1)?.message;
      if (message === undefined) return [];
      const source = `${kind.toLowerCase()}s.json: ${name} status.conditions[ReplicaFailure]`;
      const told = failure === undefined ? [] : [{ source, text: failure.message ?? '' }];
      const quotes = [...told, ...events.slice(-2).map(eventQuote)];
      return [{ owner: ownerOfObject(kind, object), message: withoutPod(message), quotes }];
    }),
  );
}

function podsOf({ metadata }: AnyObject, { pods }: Evidence): number {
  return pods.filter((pod) => pod.metadata.ownerReferences?.some(({ uid }) => uid === metadata.uid)).length;
}

function ownerOfObject(kind: string, { metadata }: AnyObject): Owner {
  const controller = metadata.ownerReferences?.find((reference) => reference.controller !== false);
  return controller === undefined ? { kind, name: metadata.name } : { kind: controller.kind, name: controller.name };
}

/** `pods "ledger-6cdcf785-tsgtq" is forbidden: exceeded quota: …` → `exceeded quota: …` */
function withoutPod(message: string): string {
  return message.replace(/^.*?pods? "[^"]*" is (?:forbidden|invalid): /, '');
}
