import { z } from 'zod';
import type { Store } from '../store/store.ts';

const service = z.object({
  metadata: z.object({ name: z.string() }),
  spec: z.object({
    clusterIP: z.string().default(''),
    ports: z
      .array(z.object({ name: z.string().optional(), port: z.number(), protocol: z.string().default('TCP') }))
      .default([]),
  }),
});

/** The variables that tell a container of the services in its namespace, Docker links among them. */
export function serviceEnvironment(store: Store, namespace: string): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const object of store.list({ resource: 'services', namespace }).items) {
    const { metadata, spec } = service.parse(object);
    const [first] = spec.ports;
    if (spec.clusterIP === '' || spec.clusterIP === 'None' || first === undefined) continue;
    const prefix = upper(metadata.name);
    variables[`${prefix}_SERVICE_HOST`] = spec.clusterIP;
    variables[`${prefix}_SERVICE_PORT`] = String(first.port);
    variables[`${prefix}_PORT`] = url(first.protocol, spec.clusterIP, first.port);
    for (const { name, port, protocol } of spec.ports) {
      if (name !== undefined && name !== '') variables[`${prefix}_SERVICE_PORT_${upper(name)}`] = String(port);
      const link = `${prefix}_PORT_${port}_${protocol}`;
      variables[link] = url(protocol, spec.clusterIP, port);
      variables[`${link}_PROTO`] = protocol.toLowerCase();
      variables[`${link}_PORT`] = String(port);
      variables[`${link}_ADDR`] = spec.clusterIP;
    }
  }
  return variables;
}

function upper(name: string): string {
  return name.toUpperCase().replaceAll('-', '_');
}

function url(protocol: string, address: string, port: number): string {
  return `${protocol.toLowerCase()}://${address}:${port}`;
}
