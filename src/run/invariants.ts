import { z } from 'zod';
import { ApiLost } from '../kube/failure.ts';
import { messageOf } from '../shared/errors.ts';
import type { Invariant } from '../scenario/model.ts';
import type { InvariantResult } from '../verify/case.ts';
import type { RunContext } from './context.ts';

/** Asks the service whether it still does its job; the rate is judged from `workRate`, not here. */
export async function checkInvariants(context: RunContext): Promise<InvariantResult[]> {
  const results: InvariantResult[] = [];
  for (const invariant of context.plan.scenario.invariants) {
    if (invariant.json?.check !== 'rate') results.push(await check(context, invariant));
  }
  return results;
}

async function check(context: RunContext, invariant: Invariant): Promise<InvariantResult> {
  const { lab, namespace, plan, signal } = context;
  const { service } = plan.scenario;
  const { name, method, path, body } = invariant;
  const target = `/api/v1/namespaces/${namespace}/services/${service.name}:${service.port}`;
  const expected = expectation(invariant);
  const ask = () => lab.cluster.api.proxy(target, { method, path, body: body ?? undefined, signal });
  try {
    const reply = await ask().catch(async () => {
      signal.throwIfAborted();
      await apiAnswers(context);
      return ask();
    });
    const entries = invariant.json === null ? undefined : lengthOf(reply.text, invariant.json.field);
    const held =
      reply.status === invariant.status && (entries === undefined || entries >= (invariant.json?.atLeast ?? 0));
    const got = `HTTP ${reply.status}${entries === undefined || entries < 0 ? '' : ` with ${entries} entries`}`;
    return { name, held, expected, got };
  } catch (thrown) {
    signal.throwIfAborted();
    if (thrown instanceof ApiLost) throw thrown;
    return { name, held: false, expected, got: `no answer (${messageOf(thrown)})` };
  }
}

/** Silence may be that of the API server, which says nothing of the service: ApiLost when it is. */
async function apiAnswers({ lab, namespace, signal }: RunContext): Promise<void> {
  await lab.cluster.api.list({ apiVersion: 'v1', kind: 'Service', namespace }, {}, signal);
}

function expectation({ method, path, status, json }: Invariant): string {
  const entries = json === null ? '' : ` with at least ${json.atLeast} entries in ${json.field}`;
  return `HTTP ${status}${entries} from ${method} ${path}`;
}

/** Entries of the array at `field`; −1 where there is none. */
function lengthOf(text: string, field: string): number {
  const array = z.array(z.unknown()).safeParse(fieldOf(text, field));
  return array.success ? array.data.length : -1;
}

/** The value at a dotted path of a JSON text; undefined where the text or the path has none. */
export function fieldOf(text: string, field: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // An answer that is no JSON has no fields.
    return undefined;
  }
  for (const key of field.split('.')) value = z.record(z.string(), z.unknown()).safeParse(value).data?.[key];
  return value;
}
