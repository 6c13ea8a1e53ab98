import type { Typed } from '../schema/typed.ts';
import { portName, portNumber } from './names.ts';
import { notNegative } from './numbers.ts';
import { forbidden, invalid, type Problems, required, unsupported } from './problem.ts';

export function* probeProblems(
  probe: Typed<'Probe'> | undefined,
  kind: 'liveness' | 'readiness' | 'startup',
  container: string,
): Problems {
  if (probe === undefined) return;
  const field = `${container}.${kind}Probe`;
  yield* handlerProblems(probe, field);
  yield* notNegative(`${field}.initialDelaySeconds`, probe.initialDelaySeconds);
  yield* notNegative(`${field}.timeoutSeconds`, probe.timeoutSeconds);
  yield* notNegative(`${field}.periodSeconds`, probe.periodSeconds);
  yield* notNegative(`${field}.successThreshold`, probe.successThreshold);
  yield* notNegative(`${field}.failureThreshold`, probe.failureThreshold);
  const { terminationGracePeriodSeconds: grace, successThreshold = 1 } = probe;
  const graceField = `${field}.terminationGracePeriodSeconds`;
  if (kind === 'readiness') {
    if (grace !== undefined) yield invalid(graceField, grace, 'must not be set for readinessProbes');
    return;
  }
  if (grace !== undefined && grace <= 0) yield invalid(graceField, grace, 'must be greater than 0');
  if (successThreshold !== 1) yield invalid(`${field}.successThreshold`, successThreshold, 'must be 1');
}

/** Of a probe or a lifecycle hook: one way to do it, and that one whole. */
export function* handlerProblems(
  handler: Pick<Typed<'Probe'>, 'exec' | 'httpGet' | 'tcpSocket' | 'grpc'> & { sleep?: unknown },
  field: string,
): Problems {
  let handlers = 0;
  const { exec, httpGet, tcpSocket, grpc, sleep } = handler;
  if (exec !== undefined && (handlers += 1) === 1) {
    if ((exec.command ?? []).length === 0) yield required(`${field}.exec.command`);
  }
  if (httpGet !== undefined) {
    if ((handlers += 1) > 1) yield forbidden(`${field}.httpGet`, oneHandler);
    else yield* requestProblems(httpGet, `${field}.httpGet`);
  }
  if (tcpSocket !== undefined) {
    if ((handlers += 1) > 1) yield forbidden(`${field}.tcpSocket`, oneHandler);
    else yield* portProblems(tcpSocket.port, `${field}.tcpSocket.port`);
  }
  if (grpc !== undefined) {
    if ((handlers += 1) > 1) yield forbidden(`${field}.grpc`, oneHandler);
    else yield* portProblems(grpc.port, `${field}.grpc.port`);
  }
  if (handlers === 0 && sleep === undefined) yield required(field, 'must specify a handler type');
}

const oneHandler = 'may not specify more than 1 handler type';

function* requestProblems({ path = '', port, scheme = '' }: Typed<'HTTPGetAction'>, field: string): Problems {
  if (path === '') yield required(`${field}.path`);
  yield* portProblems(port, `${field}.port`);
  if (!['HTTP', 'HTTPS'].includes(scheme)) yield unsupported(`${field}.scheme`, scheme, ['HTTP', 'HTTPS']);
}

/** A number, or the name of a container's port. */
export function* portProblems(port: number | string | undefined, field: string): Problems {
  const value = port ?? 0;
  for (const why of typeof value === 'number' ? portNumber(value) : portName(value)) yield invalid(field, value, why);
}
