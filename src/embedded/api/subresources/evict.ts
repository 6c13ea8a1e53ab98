import { z } from 'zod';
import { badRequest } from '../../store/status-errors.ts';
import { messageOf } from '../../../shared/errors.ts';
import { parse as parseYaml } from 'yaml';
import { answerJson } from '../http/answer.ts';
import { readBody } from '../http/body.ts';
import type { Exchange } from '../http/context.ts';
import { isDryRun } from '../http/parameters.ts';
import type { ObjectTarget } from '../target.ts';

const evictionSchema = z.looseObject({
  deleteOptions: z
    .looseObject({ gracePeriodSeconds: z.int().optional(), dryRun: z.array(z.string()).optional() })
    .nullish(),
});

/** POST pods/NAME/eviction: a delete, for there are no disruption budgets here. */
export async function evict(exchange: Exchange, { namespace, name }: ObjectTarget): Promise<void> {
  const { store, query, response } = exchange;
  const options = parseEviction(await readBody(exchange.request)).deleteOptions;
  store.delete(
    { resource: 'pods', namespace, name },
    {
      gracePeriodSeconds: options?.gracePeriodSeconds,
      dryRun: isDryRun(options?.dryRun ?? query.getAll('dryRun'), 'CreateOptions'),
    },
  );
  answerJson(response, 201, { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 });
}

function parseEviction(body: string): z.infer<typeof evictionSchema> {
  try {
    return evictionSchema.parse(parseYaml(body));
  } catch (thrown) {
    const why = thrown instanceof z.ZodError ? z.prettifyError(thrown) : messageOf(thrown);
    throw badRequest(`the object provided is unrecognized (must be of type Eviction): ${why}`);
  }
}
