import { z } from 'zod';
import { object, viewOf } from './object.ts';

const servicePort = z.looseObject({
  name: z.string().optional(),
  port: z.number(),
  protocol: z.string().optional(),
  appProtocol: z.string().optional(),
  targetPort: z.union([z.number(), z.string()]).optional(),
});
export type ServicePort = z.infer<typeof servicePort>;

const service = object.extend({
  spec: z.looseObject({
    type: z.string().optional(),
    clusterIP: z.string().optional(),
    selector: z.record(z.string(), z.string()).optional(),
    ports: z.array(servicePort).optional(),
    publishNotReadyAddresses: z.boolean().optional(),
  }),
});
export type Service = z.infer<typeof service>;
export const readService = viewOf(service);

const endpointSlice = object.extend({
  addressType: z.string(),
  endpoints: z.array(z.unknown()).nullish(),
  ports: z.array(z.unknown()).nullish(),
});
export type EndpointSlice = z.infer<typeof endpointSlice>;
export const readEndpointSlice = viewOf(endpointSlice);
