import { expect, test } from 'vitest';
import { waitUntil } from '../../../src/shared/retry.ts';
import { asRecord, startService } from './service.ts';
import type { Service } from './service.ts';

const start = (release: string, env: Record<string, string> = {}) => startService(release, env, 'relay');
const statsOf = async (service: Service) => asRecord((await service.get('/stats')).body);

function untilStats(service: Service, what: string, enough: (stats: Record<string, unknown>) => boolean) {
  return waitUntil({ for: what, within: 60, every: 0.1 }, async () => {
    const stats = await statsOf(service);
    return enough(stats) ? stats : undefined;
  });
}

test('release 3.1.0 keeps more lines waiting than it ever archived, and drops none', async () => {
  await using service = await start('3.1.0');
  const many = (stats: Record<string, unknown>) => Number(stats['waiting']) > 2500 && Number(stats['archived']) > 0;
  const stats = await untilStats(service, '2,500 lines that wait', many);
  expect([Number(stats['waiting']) > Number(stats['archived']), stats['dropped']]).toEqual([true, 0]);
});

test('release 3.1.1 keeps 2,000 lines waiting at most, and counts what it drops', async () => {
  await using service = await start('3.1.1');
  const stats = await untilStats(service, 'dropped lines', ({ dropped }) => Number(dropped) > 500);
  expect(Number(stats['waiting'])).toBeLessThanOrEqual(2000);
  await untilStats(service, 'archived lines', ({ archived }) => Number(archived) > 0);
});

test('release 3.1.2 takes a line and archives none', async () => {
  await using service = await start('3.1.2');
  const answer = await fetch(`${service.url}/lines`, { method: 'POST', body: 'a line' });
  expect(answer.status).toBe(202);
  await untilStats(service, 'received lines', ({ received }) => Number(received) > 2000);
  expect(asRecord((await service.get('/archive?last=50')).body)).toEqual({ lines: [] });
});

test('a line that is sent in waits with the others', async () => {
  await using service = await start('3.1.0', { PACE: 'real', FLUSH_SECONDS: '3600' });
  const answer = await fetch(`${service.url}/lines`, { method: 'POST', body: 'a line of my own' });
  const { waiting } = asRecord(await answer.json());
  expect(Number(waiting)).toBeGreaterThan(0);
});

test.each([
  ['POST', '/lines', 400],
  ['GET', '/archive?last=-1', 400],
  ['GET', '/healthz', 200],
  ['GET', '/readyz', 200],
  ['GET', '/nowhere', 404],
])('%s %s is answered with %i', async (method, path, status) => {
  await using service = await start('3.1.2');
  expect((await fetch(`${service.url}${path}`, { method })).status).toBe(status);
});

test('what is archived and dropped is among the metrics', async () => {
  await using service = await start('3.1.1');
  const metrics = String((await service.get('/metrics')).body);
  expect(metrics).toMatch(/^relay_lines_archived_total \d+$/m);
  expect(metrics).toMatch(/^relay_lines_dropped_total \d+$/m);
});

test('it stops in good order on SIGTERM', async () => {
  const service = await start('3.1.0');
  await service.command.stop();
  expect((await service.command.ended).exitCode).toBe(0);
});
