import { expect, test } from 'vitest';
import { waitUntil } from '../../../src/shared/retry.ts';
import { asRecord, startService } from './service.ts';
import type { Service } from './service.ts';

const start = (release: string) => startService(release, {}, 'notifier');
const statsOf = async (service: Service) => asRecord((await service.get('/stats')).body);
const post = (service: Service, path: string, body: object = {}) =>
  fetch(`${service.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

test.each(['1.12.0', '1.12.1', '1.12.2'])('release %s serves visitors who come and go', async (release) => {
  await using service = await start(release);
  await waitUntil({ for: '100 visitors', within: 60, every: 0.1 }, async () => {
    const { opened } = await statsOf(service);
    return Number(opened) > 100 || undefined;
  });
  const { opened, open } = await statsOf(service);
  expect(Number(open)).toBeLessThan(Number(opened));
});

test('a visitor watches until the page is left', async () => {
  await using service = await start('1.12.2');
  const { id } = asRecord(await (await post(service, '/watches')).json());
  const watched = async () => asRecord((await service.get('/watches')).body)['watches'];
  expect(await watched()).toContain(id);
  await post(service, `/watches/${String(id)}/close`);
  expect(await watched()).not.toContain(id);
});

test('a change needs an order and its state', async () => {
  await using service = await start('1.12.2');
  expect((await post(service, '/changes', { orderId: 1, state: 'paid' })).status).toBe(202);
  expect((await post(service, '/changes', { orderId: 'one' })).status).toBe(400);
});

test('release 1.12.3 refuses visitors, and is well', async () => {
  await using service = await start('1.12.3');
  expect((await post(service, '/watches')).status).toBe(503);
  expect((await service.get('/healthz')).status).toBe(200);
  expect(await statsOf(service)).toMatchObject({ opened: 0, release: '1.12.3', pace: 'lab' });
});

test('it stops in good order on SIGTERM, with timers that nobody has ended', async () => {
  const service = await start('1.12.0');
  await post(service, '/watches');
  await service.command.stop();
  expect((await service.command.ended).exitCode).toBe(0);
});
