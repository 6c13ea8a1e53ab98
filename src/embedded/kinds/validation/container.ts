import type { Typed } from '../schema/typed.ts';
import { environmentSourceProblems, variableProblems } from './environment.ts';
import { seenBefore } from './metadata.ts';
import { labelName, portName, portNumber } from './names.ts';
import { handlerProblems, probeProblems } from './probe.ts';
import { forbidden, invalid, notFound, type Problems, required, unsupported } from './problem.ts';
import { resourceProblems } from './resources.ts';

type Container = Typed<'Container'>;

/** `names` are those of the containers before, `volumes` those that the pod has. */
export function* containerProblems(
  container: Container,
  field: string,
  { names, volumes }: { names: Set<string>; volumes: ReadonlySet<string> },
): Problems {
  const { name = '', image = '', imagePullPolicy, terminationMessagePolicy: policy } = container;
  if (name === '') yield required(`${field}.name`);
  else {
    for (const why of labelName(name)) yield invalid(`${field}.name`, name, why);
    yield* seenBefore(names, name, `${field}.name`);
  }
  if (image === '') yield required(`${field}.image`);
  else if (image !== image.trim())
    yield invalid(`${field}.image`, image, 'must not have leading or trailing whitespace');
  yield* oneOf(`${field}.terminationMessagePolicy`, policy, ['File', 'FallbackToLogsOnError']);
  yield* portsProblems(container.ports ?? [], `${field}.ports`);
  for (const [index, variable] of (container.env ?? []).entries()) {
    yield* variableProblems(variable, `${field}.env[${index}]`);
  }
  yield* environmentSourceProblems(container.envFrom ?? [], `${field}.envFrom`);
  yield* mountProblems(container.volumeMounts ?? [], `${field}.volumeMounts`, volumes);
  yield* oneOf(`${field}.imagePullPolicy`, imagePullPolicy, ['Always', 'IfNotPresent', 'Never']);
  yield* resourceProblems(container.resources ?? {}, `${field}.resources`);
}

/** Lifecycle and probes: of containers that run along with the pod. */
export function* livingProblems({ lifecycle, ...container }: Container, field: string): Problems {
  if (lifecycle?.postStart !== undefined) yield* handlerProblems(lifecycle.postStart, `${field}.lifecycle.postStart`);
  if (lifecycle?.preStop !== undefined) yield* handlerProblems(lifecycle.preStop, `${field}.lifecycle.preStop`);
  yield* probeProblems(container.livenessProbe, 'liveness', field);
  yield* probeProblems(container.readinessProbe, 'readiness', field);
  yield* probeProblems(container.startupProbe, 'startup', field);
}

/** An init container that ends before the others begin has no life to probe. */
export function* initProblems(container: Container, field: string): Problems {
  if (container.restartPolicy === 'Always') {
    yield* livingProblems(container, field);
    return;
  }
  for (const name of ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'] as const) {
    if (container[name] === undefined) continue;
    yield forbidden(`${field}.${name}`, 'may not be set for init containers without restartPolicy=Always');
  }
}

export function* oneOf(field: string, value: string | undefined, supported: string[]): Problems {
  if (value !== undefined && !supported.includes(value)) yield unsupported(field, value, supported);
}

function* portsProblems(ports: Typed<'ContainerPort'>[], field: string): Problems {
  const names = new Set<string>();
  for (const [index, { name = '', containerPort = 0, hostPort = 0, protocol }] of ports.entries()) {
    const at = `${field}[${index}]`;
    if (name !== '') {
      const [why] = portName(name);
      if (why !== undefined) yield invalid(`${at}.name`, name, why);
      else yield* seenBefore(names, name, `${at}.name`);
    }
    if (containerPort === 0) yield required(`${at}.containerPort`);
    else for (const why of portNumber(containerPort)) yield invalid(`${at}.containerPort`, containerPort, why);
    if (hostPort !== 0) for (const why of portNumber(hostPort)) yield invalid(`${at}.hostPort`, hostPort, why);
    yield* oneOf(`${at}.protocol`, protocol, ['SCTP', 'TCP', 'UDP']);
  }
}

function* mountProblems(mounts: Typed<'VolumeMount'>[], field: string, volumes: ReadonlySet<string>): Problems {
  const paths = new Set<string>();
  for (const [index, { name = '', mountPath = '', subPath = '' }] of mounts.entries()) {
    const at = `${field}[${index}]`;
    if (name === '') yield required(`${at}.name`);
    else if (!volumes.has(name)) yield notFound(`${at}.name`, name);
    if (mountPath === '') yield required(`${at}.mountPath`);
    else if (paths.has(mountPath)) yield invalid(`${at}.mountPath`, mountPath, 'must be unique');
    paths.add(mountPath);
    // The server names the list, not the item.
    if (subPath.startsWith('/')) yield invalid(`${field}.subPath`, subPath, 'must be a relative path');
    if (subPath.split('/').includes('..')) yield invalid(`${field}.subPath`, subPath, "must not contain '..'");
  }
}
