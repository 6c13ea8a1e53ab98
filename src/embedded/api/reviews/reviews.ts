import { z } from 'zod';
import { timestamp } from '../../store/new-object.ts';
import { answerJson } from '../http/answer.ts';
import type { Exchange } from '../http/context.ts';
import { methodNotAllowed } from '../http/errors.ts';
import { readValue, unrecognized } from '../http/value.ts';
import type { Path } from '../target.ts';

/** Questions that are posted, answered and forgotten. Who holds the token may do everything. */
interface Review {
  group: string;
  plural: string;
  kind: string;
  status: object;
}

const everything = { verbs: ['*'], apiGroups: ['*'], resources: ['*'] };

export const reviews: Review[] = [
  {
    group: 'authorization.k8s.io',
    plural: 'selfsubjectaccessreviews',
    kind: 'SelfSubjectAccessReview',
    status: { allowed: true, reason: 'the embedded cluster allows its one user everything' },
  },
  {
    group: 'authorization.k8s.io',
    plural: 'selfsubjectrulesreviews',
    kind: 'SelfSubjectRulesReview',
    status: {
      resourceRules: [everything],
      nonResourceRules: [{ verbs: ['*'], nonResourceURLs: ['*'] }],
      incomplete: false,
    },
  },
  {
    group: 'authentication.k8s.io',
    plural: 'selfsubjectreviews',
    kind: 'SelfSubjectReview',
    status: { userInfo: { username: 'kubernetes-admin', groups: ['system:masters', 'system:authenticated'] } },
  },
];

const bodySchema = z.looseObject({ spec: z.looseObject({}).optional() });

export function reviewOf({ group, version, plural }: Path): Review | undefined {
  return version === 'v1' ? reviews.find((one) => one.group === group && one.plural === plural) : undefined;
}

export async function answerReview(exchange: Exchange, { group, kind, status }: Review): Promise<void> {
  const { request, response, method, clock } = exchange;
  if (method !== 'POST') throw methodNotAllowed();
  // In protobuf the question stays unread: the answer is always the same.
  const { value } = await readValue(request, kind, () => ({}));
  const parsed = bodySchema.safeParse(value);
  if (!parsed.success) throw unrecognized(kind, z.prettifyError(parsed.error));
  const metadata = { creationTimestamp: timestamp(clock.now()) };
  answerJson(response, 201, { kind, apiVersion: `${group}/v1`, metadata, spec: parsed.data.spec, status });
}
