import type { Typed } from '../schema/typed.ts';

type Container = Typed<'Container'>;

export function setContainerDefaults(container: Container): void {
  container.imagePullPolicy ??= pullPolicy(container.image ?? '');
  container.resources ??= {};
  container.terminationMessagePath ??= '/dev/termination-log';
  container.terminationMessagePolicy ??= 'File';
  for (const port of container.ports ?? []) port.protocol ??= 'TCP';
  for (const variable of container.env ?? []) {
    const { value, valueFrom } = variable;
    if (value === '') delete variable.value;
    if (valueFrom?.fieldRef !== undefined) valueFrom.fieldRef.apiVersion ??= 'v1';
    if (valueFrom?.resourceFieldRef !== undefined) valueFrom.resourceFieldRef.divisor ??= '0';
  }
  setProbeDefaults(container.livenessProbe);
  setProbeDefaults(container.readinessProbe);
  setProbeDefaults(container.startupProbe);
  setRequestDefaults(container.lifecycle?.postStart?.httpGet);
  setRequestDefaults(container.lifecycle?.preStop?.httpGet);
}

/** A tag that moves is pulled each time: ":latest", or none, unless a digest pins the image. */
function pullPolicy(image: string): string {
  const [name = '', digest] = image.split('@');
  const tag = /:([^:/]+)$/.exec(name)?.[1] ?? (digest === undefined ? 'latest' : '');
  return tag === 'latest' ? 'Always' : 'IfNotPresent';
}

function setProbeDefaults(probe: Typed<'Probe'> | undefined): void {
  if (probe === undefined) return;
  // Zero is what a number reads as that was not given.
  probe.timeoutSeconds = orElse(probe.timeoutSeconds, 1);
  probe.periodSeconds = orElse(probe.periodSeconds, 10);
  probe.successThreshold = orElse(probe.successThreshold, 1);
  probe.failureThreshold = orElse(probe.failureThreshold, 3);
  setRequestDefaults(probe.httpGet);
  if (probe.grpc !== undefined) probe.grpc.service ??= '';
}

function setRequestDefaults(request: Typed<'HTTPGetAction'> | undefined): void {
  if (request === undefined) return;
  if ((request.path ?? '') === '') request.path = '/';
  if ((request.scheme ?? '') === '') request.scheme = 'HTTP';
}

function orElse(value: number | undefined, fallback: number): number {
  return value === undefined || value === 0 ? fallback : value;
}
