import { expect, test } from 'vitest';
import { asRecord, startService } from './service.ts';
import type { Service } from './service.ts';

const start = (release: string) => startService(release, {}, 'profiles');
const statsOf = async (service: Service) => asRecord((await service.get('/stats')).body);

async function ask(service: Service, users: number): Promise<void> {
  for (let user = 1; user <= users; user += 1) await service.get(`/users/${user}/suggestions`);
}

test.each([
  ['4.0.0', 'all of them', 40],
  ['4.0.1', 'the last 12', 12],
  ['4.0.2', 'all that are younger than an hour', 40],
  ['4.0.4', 'none', 0],
])('release %s keeps the profiles of 40 users: %s', async (release, _what, cached) => {
  await using service = await start(release);
  await ask(service, 40);
  expect(await statsOf(service)).toMatchObject({ cached });
});

test('a user gets twenty suggestions, and the same ones again from the cache', async () => {
  await using service = await start('4.0.1');
  const first = await service.get('/users/7/suggestions');
  expect(asRecord(first.body)).toMatchObject({ user: '7' });
  expect(asRecord(first.body)['suggestions']).toHaveLength(20);
  expect(await service.get('/users/7/suggestions')).toEqual(first);
  expect(await statsOf(service)).toMatchObject({ served: 2, made: 1 });
});

test('release 4.0.4 suggests nothing, and is well', async () => {
  await using service = await start('4.0.4');
  expect((await service.get('/users/7/suggestions')).body).toEqual({ user: '7', suggestions: [] });
  expect((await service.get('/healthz')).status).toBe(200);
});

test('it stops in good order on SIGTERM', async () => {
  const service = await start('4.0.2');
  await ask(service, 3);
  await service.command.stop();
  expect((await service.command.ended).exitCode).toBe(0);
});
