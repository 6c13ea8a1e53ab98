import type { Load, Traffic } from '../scenario/traffic.ts';
import { formatSeconds } from '../shared/quantity.ts';

/** "GET /users/{n}, 50 requests a second" */
export function loadWords({ request }: Load, traffic: Traffic): string {
  return `${request.method} ${request.path}, ${trafficWords(traffic)}`;
}

function trafficWords(traffic: Traffic): string {
  switch (traffic.shape) {
    case 'steady':
      return `${figure(traffic.rate)} requests a second`;
    case 'ramp':
      return `from none to ${figure(traffic.rate)} requests a second within ${formatSeconds(traffic.over)}`;
    default: {
      const { rate, peak, every, lasts } = traffic;
      return `${figure(rate)} requests a second, and ${figure(peak)} for ${formatSeconds(lasts)} in every ${formatSeconds(every)}`;
    }
  }
}

/** A share of a rate may have more digits than anybody wants to read. */
function figure(rate: number): string {
  return String(Number(rate.toPrecision(3)));
}
