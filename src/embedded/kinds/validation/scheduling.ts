import type { Typed } from '../schema/typed.ts';
import { oneOf } from './container.ts';
import { qualifiedName } from './names.ts';
import { invalid, type Problems, required, unsupported } from './problem.ts';

export function* tolerationProblems(tolerations: Typed<'Toleration'>[], field: string): Problems {
  for (const [index, { key = '', operator, value = '', effect = '' }] of tolerations.entries()) {
    const at = `${field}[${index}]`;
    if (key !== '') for (const why of qualifiedName(key)) yield invalid(`${at}.key`, key, why);
    else if (operator !== 'Exists') {
      const why = 'operator must be Exists when `key` is empty, which means "match all values and all keys"';
      yield invalid(`${at}.operator`, operator ?? '', why);
    }
    if (operator === 'Exists' && value !== '') {
      yield invalid(`${at}.operator`, value, "value must be empty when `operator` is 'Exists'");
    }
    yield* oneOf(`${at}.operator`, operator, ['Equal', 'Exists']);
    if (effect !== '') yield* oneOf(`${at}.effect`, effect, ['NoSchedule', 'PreferNoSchedule', 'NoExecute']);
  }
}

export function* affinityProblems(affinity: Typed<'Affinity'>, field: string): Problems {
  const node = affinity.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  if (node !== undefined && (node.nodeSelectorTerms ?? []).length === 0) {
    const at = `${field}.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms`;
    yield required(at, 'must have at least one node selector term');
  }
}

export function* spreadProblems(constraints: Typed<'TopologySpreadConstraint'>[], field: string): Problems {
  for (const [index, { maxSkew = 0, topologyKey = '', whenUnsatisfiable = '' }] of constraints.entries()) {
    const at = `${field}[${index}]`;
    if (maxSkew <= 0) yield invalid(`${at}.maxSkew`, maxSkew, 'must be greater than zero');
    if (topologyKey === '') yield required(`${at}.topologyKey`, 'can not be empty');
    const choices = ['DoNotSchedule', 'ScheduleAnyway'];
    if (!choices.includes(whenUnsatisfiable)) yield unsupported(`${at}.whenUnsatisfiable`, whenUnsatisfiable, choices);
  }
}
