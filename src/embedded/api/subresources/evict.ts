import { z } from 'zod';
import { answerJson } from '../http/answer.ts';
import type { Exchange } from '../http/context.ts';
import { deleteOptionsSchema } from '../http/delete-options.ts';
import { isDryRun } from '../http/parameters.ts';
import { readValue, unrecognized } from '../http/value.ts';
import { decodeEviction } from '../protobuf/delete-options.ts';
import type { ObjectTarget } from '../target.ts';

const evictionSchema = z.looseObject({ deleteOptions: deleteOptionsSchema.nullish() });

/** POST pods/NAME/eviction: a delete, for there are no disruption budgets here. */
export async function evict(exchange: Exchange, { namespace, name }: ObjectTarget): Promise<void> {
  const { store, request, query, response } = exchange;
  const { value } = await readValue(request, 'Eviction', ({ message }) => decodeEviction(message));
  const parsed = evictionSchema.safeParse(value);
  if (!parsed.success) throw unrecognized('Eviction', z.prettifyError(parsed.error));
  const options = parsed.data.deleteOptions;
  store.delete(
    { resource: 'pods', namespace, name },
    {
      gracePeriodSeconds: options?.gracePeriodSeconds ?? undefined,
      dryRun: isDryRun(options?.dryRun ?? query.getAll('dryRun'), 'CreateOptions'),
    },
  );
  answerJson(response, 201, { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 });
}
