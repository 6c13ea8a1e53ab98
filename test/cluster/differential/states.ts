import { podSchema } from '../../../src/evidence/objects.ts';
import type { AnyObject } from '../../../src/evidence/objects.ts';

type ContainerState = NonNullable<
  NonNullable<NonNullable<ReturnType<typeof podSchema.parse>['status']>['containerStatuses']>[number]['state']
>;

export function phaseState(object: AnyObject): string | undefined {
  const { status } = podSchema.parse(object);
  return status === undefined ? undefined : withText(status.phase ?? '', status);
}

/** Each container by name: its state, its last one, restarts, and whether it is started and ready. */
export function containerStates(object: AnyObject): Map<string, string> {
  const { initContainerStatuses = [], containerStatuses = [] } = podSchema.parse(object).status ?? {};
  const states = [...initContainerStatuses, ...containerStatuses].map((status) => {
    const { name, state, lastState, restartCount, started, ready } = status;
    const last = stateText(lastState);
    const text = [
      `restarts ${restartCount}`,
      stateText(state),
      ...(last === '' ? [] : [`after ${last}`]),
      ...(started === true ? ['started'] : []),
      ...(ready ? ['ready'] : []),
    ].join(', ');
    return [name, text] as const;
  });
  return new Map(states);
}

function stateText(state: ContainerState | undefined): string {
  if (state?.waiting !== undefined) return withText('waiting', state.waiting);
  if (state?.terminated !== undefined) return withText(`exit ${state.terminated.exitCode}`, state.terminated);
  return state?.running === undefined ? '' : 'running';
}

export function conditionStates({ status }: AnyObject): Map<string, string> {
  const conditions = podSchema.shape.status.safeParse(status).data?.conditions ?? [];
  return new Map(conditions.map((one) => [one.type, withText(one.status, one)]));
}

function withText(word: string, { reason, message }: { reason?: unknown; message?: unknown }): string {
  const because = typeof reason === 'string' ? ` ${reason}` : '';
  return typeof message === 'string' ? `${word}${because}: ${message}` : word + because;
}

/** A whole status, one line for each value, in order of their paths; lists by name or type where they have one. */
export function statusLines(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((item: unknown, index) => statusLines(item, `${path}[${nameOf(item) ?? index}]`)).toSorted();
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value);
    if (entries.length === 0) return [`${path} = {}`];
    return entries.flatMap(([key, inner]) => statusLines(inner, path === '' ? key : `${path}.${key}`)).toSorted();
  }
  return [`${path} = ${JSON.stringify(value)}`];
}

function nameOf(item: unknown): string | undefined {
  if (typeof item !== 'object' || item === null) return undefined;
  const name: unknown = 'name' in item ? item.name : 'type' in item ? item.type : undefined;
  return typeof name === 'string' ? name : undefined;
}
