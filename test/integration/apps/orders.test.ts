import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCommand } from '../../../src/shared/command.ts';
import { projectRoot } from '../../../src/shared/places.ts';
import { asRecord, startService } from './service.ts';

const start = (release: string) => startService(release, {}, 'orders');
const order = (url: string, body: object) =>
  fetch(`${url}/orders`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

test('an order that is placed is served with the last ones', async () => {
  await using service = await start('2.3.0');
  expect((await order(service.url, { item: 'tea', quantity: 2 })).status).toBe(201);
  expect(asRecord((await service.get('/orders?last=10')).body)['orders']).toMatchObject([{ item: 'tea', quantity: 2 }]);
});

test('an order for nothing is refused', async () => {
  await using service = await start('2.3.0');
  expect((await order(service.url, { item: '' })).status).toBe(400);
});

test.each([
  ['2.3.0', 200, 200],
  ['2.5.0', 500, 200],
  ['2.5.1', 200, 200],
  ['2.6.0', 200, 503],
  ['2.7.1', 200, 200],
])('release %s answers its health check with %i and says with %i whether it is ready', async (release, well, ready) => {
  await using service = await start(release);
  expect([(await service.get('/healthz')).status, (await service.get('/readyz')).status]).toEqual([well, ready]);
});

test('release 2.4.0 says that it loads its catalogue before it listens', async () => {
  await using service = await start('2.4.0');
  expect(service.log.map(({ msg }) => msg)).toEqual(['loading the catalogue', 'the catalogue is loaded', 'started']);
});

test('release 2.7.0 throws while it loads, and ends with 1', async () => {
  const entry = join(projectRoot, 'apps/orders/releases/2.7.0.ts');
  const ended = await runCommand(process.execPath, [entry], { reject: false });
  expect([ended.exitCode, /Error: two handlers for POST \/orders/.test(ended.stderr)]).toEqual([1, true]);
});

test('a setting that does not fit ends it with 1 and a line that names the variable', async () => {
  const entry = join(projectRoot, 'apps/orders/releases/2.3.0.ts');
  const ended = await runCommand(process.execPath, [entry], { env: { CURRENCY: 'Euro' }, reject: false });
  expect([ended.exitCode, ended.stderr.trim()]).toEqual([
    1,
    'orders: CURRENCY must be three capital letters, got "Euro"',
  ]);
});

test('it stops in good order on SIGTERM', async () => {
  await using service = await start('2.3.0');
  await service.command.stop();
  expect((await service.command.ended).exitCode).toBe(0);
});
