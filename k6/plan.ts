import exec from 'k6/execution';
import http from 'k6/http';

/** What LEAKLAB_LOAD holds as JSON; times in seconds, rates in requests a second. */
interface Plan<Traffic> {
  origin: string;
  request: { method: 'GET' | 'POST'; path: string; body: unknown; timeout: number };
  traffic: Traffic;
  /** Connections, and so requests that may wait for an answer at once. */
  most: number;
  /** It ends then even where nobody stops it. */
  atMost: number;
}

/** Rates may be below one a second, and k6 takes whole numbers only: they are given by the hour. */
const hour = 3600;

export function readPlan<Traffic>(): Plan<Traffic> {
  return JSON.parse(__ENV['LEAKLAB_LOAD'] ?? '{}');
}

export function perHour(rate: number): number {
  return Math.round(rate * hour);
}

/** What every arrival-rate executor is given. */
export function arrival({ most }: Plan<unknown>) {
  return { timeUnit: `${hour}s`, preAllocatedVUs: most, maxVUs: most, gracefulStop: '0s' } as const;
}

export function optionsWith<Scenario>(scenario: Scenario) {
  // Each metric of a request is a line of output: what is not read is left out.
  return { scenarios: { load: scenario }, systemTags: ['status', 'error_code'], discardResponseBodies: true };
}

const { origin, request } = readPlan();

/** Sends the next request, with its number in the place of every `{n}`. */
export function send(): void {
  const number = String(exec.scenario.iterationInTest + 1);
  const fill = (text: string) => text.replaceAll('{n}', number);
  const body = request.body === null ? null : fill(JSON.stringify(request.body));
  const headers: Record<string, string> = body === null ? {} : { 'content-type': 'application/json' };
  http.request(request.method, origin + fill(request.path), body, { headers, timeout: `${request.timeout}s` });
}
