import { expect, test } from 'vitest';
import { readPoint } from '../../../src/load/k6-output.ts';

const time = '2026-03-01T10:00:05.000000000Z';
const at = Date.parse(time);
const point = (metric: string, value: number, tags: Record<string, string>) =>
  JSON.stringify({ metric, type: 'Point', data: { time, value, tags } });

test.each([
  ['an answer of 2xx is served', { status: '202' }, 'served'],
  ['any other answer is failed', { status: '503', error_code: '1503' }, 'failed'],
  ['a request that ran out of time is failed', { status: '0', error_code: '1050' }, 'failed'],
  ['a connection that was reset is broken', { status: '0', error_code: '1220' }, 'broken'],
] as const)('%s', (_sentence, tags, kind) => {
  expect(readPoint(point('http_req_duration', 250, tags))).toEqual([{ at: at - 250, endedAt: at, kind }]);
});

test('iterations that k6 let go are requests that were not sent', () => {
  const unsent = { at, endedAt: at, kind: 'unsent' };
  expect(readPoint(point('dropped_iterations', 2, {}))).toEqual([unsent, unsent]);
});

test.each([
  ['other metrics', point('http_req_waiting', 250, { status: '200' })],
  ['the description of a metric', '{"metric":"http_req_duration","type":"Metric","data":{"name":"http_req_duration"}}'],
  ['words', 'time="2026-03-01T10:00:05Z" level=warning msg="slow"'],
])('%s say nothing of a request', (_what, line) => {
  expect(readPoint(line)).toEqual([]);
});
