import { isDeepStrictEqual } from 'node:util';
import type { Typed } from '../schema/typed.ts';
import { oneOf } from './container.ts';
import { labelProblems, seenBefore } from './metadata.ts';
import { internetAddress, labelName, portNumber } from './names.ts';
import { portProblems } from './probe.ts';
import { duplicate, forbidden, invalid, type Problems, required } from './problem.ts';

const types = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];

export function* serviceProblems({ spec = {} }: Typed<'Service'>): Problems {
  const { type = 'ClusterIP', clusterIP = '', ports = [] } = spec;
  const headless = clusterIP === 'None';
  if (type === 'ExternalName') {
    if ((spec.externalName ?? '') === '') yield required('spec.externalName');
  } else if (ports.length === 0 && !headless) yield required('spec.ports');
  if (clusterIP !== '' && !headless) {
    for (const why of internetAddress(clusterIP)) yield invalid('spec.clusterIPs[0]', clusterIP, why);
  }
  const names = new Set<string>();
  for (const [index, port] of ports.entries()) {
    yield* servicePortProblems(port, `spec.ports[${index}]`, names, ports.length > 1);
  }
  yield* labelProblems(spec.selector, 'spec.selector');
  yield* oneOf('spec.sessionAffinity', spec.sessionAffinity, ['ClientIP', 'None']);
  yield* oneOf('spec.type', type, types);
  if (type === 'ClusterIP') {
    for (const [index, { nodePort = 0 }] of ports.entries()) {
      if (nodePort === 0) continue;
      yield forbidden(`spec.ports[${index}].nodePort`, "may not be used when `type` is 'ClusterIP'");
    }
  }
  yield* samePortProblems(ports);
}

export function* serviceChangeProblems(
  { spec = {} }: Typed<'Service'>,
  { spec: old = {} }: Typed<'Service'>,
): Problems {
  if (spec.type === 'ExternalName' || old.type === 'ExternalName' || (old.clusterIP ?? '') === '') return;
  if (spec.clusterIP !== old.clusterIP || !isDeepStrictEqual(spec.clusterIPs, old.clusterIPs)) {
    yield invalid('spec.clusterIPs[0]', spec.clusterIPs ?? [spec.clusterIP], 'may not change once set');
  }
}

function* servicePortProblems(
  { name = '', port = 0, protocol, targetPort }: Typed<'ServicePort'>,
  field: string,
  names: Set<string>,
  several: boolean,
): Problems {
  if (name !== '') {
    for (const why of labelName(name)) yield invalid(`${field}.name`, name, why);
    yield* seenBefore(names, name, `${field}.name`);
  } else if (several) yield required(`${field}.name`);
  for (const why of portNumber(port)) yield invalid(`${field}.port`, port, why);
  yield* oneOf(`${field}.protocol`, protocol, ['SCTP', 'TCP', 'UDP']);
  yield* portProblems(targetPort, `${field}.targetPort`);
}

/** As the server's own struct has it, in capitals and without what does not count. */
function* samePortProblems(ports: Typed<'ServicePort'>[]): Problems {
  const seen = new Set<string>();
  for (const [index, { protocol, port }] of ports.entries()) {
    const key = `${protocol}/${port}`;
    const shown = { Name: '', Protocol: protocol, AppProtocol: null, Port: port, TargetPort: 0, NodePort: 0 };
    if (seen.has(key)) yield duplicate(`spec.ports[${index}]`, shown);
    seen.add(key);
  }
}
