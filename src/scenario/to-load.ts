import type { Load } from './traffic.ts';
import type { LoadDocument } from './traffic-schema.ts';

export function toLoad(document: LoadDocument): Load {
  const { method, path, body, timeout } = document;
  return { request: { method, path, body: body ?? null, timeout }, traffic: trafficOf(document) };
}

function trafficOf(document: LoadDocument): Load['traffic'] {
  switch (document.shape) {
    case 'steady':
      return { lab: { shape: 'steady', ...document.lab }, real: { shape: 'steady', ...document.real } };
    case 'ramp':
      return { lab: { shape: 'ramp', ...document.lab }, real: { shape: 'ramp', ...document.real } };
    default:
      return { lab: { shape: 'spike', ...document.lab }, real: { shape: 'spike', ...document.real } };
  }
}
