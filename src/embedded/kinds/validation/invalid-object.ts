import { StatusError } from '../../store/status-error.ts';
import { type KindInfo, qualifiedKind } from '../kind-info.ts';
import type { Problem } from './problem.ts';

/** 422 Invalid: `Deployment.apps "x" is invalid: spec.replicas: Invalid value: -1: must be …`, each fault as a cause. */
export function invalidObject(kind: KindInfo, name: string, problems: Problem[]): StatusError {
  const texts = new Set(problems.map(({ field, message }) => `${field}: ${message}`));
  const list = texts.size === 1 ? [...texts].join('') : `[${[...texts].join(', ')}]`;
  return new StatusError(422, 'Invalid', `${qualifiedKind(kind)} "${name}" is invalid: ${list}`, {
    name,
    ...(kind.group === '' ? {} : { group: kind.group }),
    kind: kind.kind,
    causes: problems.map(({ field, reason, message }) => ({ reason, message, field })),
  });
}
