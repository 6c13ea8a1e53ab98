import { StatusError } from '../../store/status-error.ts';
import type { KindInfo } from '../kind-info.ts';

/** 400 BadRequest: `Deployment in version "v1" cannot be handled as a Deployment: …` */
export function cannotBeHandled({ kind, version }: KindInfo, why: string): StatusError {
  const message = `${kind} in version "${version}" cannot be handled as a ${kind}: ${why}`;
  return new StatusError(400, 'BadRequest', message);
}
