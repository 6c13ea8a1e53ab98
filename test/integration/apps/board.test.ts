import { once } from 'node:events';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { waitUntil } from '../../../src/shared/retry.ts';
import { asRecord, startService } from './service.ts';
import type { Service } from './service.ts';

const start = (release: string, env: Record<string, string> = {}) => startService(release, env, 'board');
const statsOf = async (service: Service) => asRecord((await service.get('/stats')).body);
const joined = (service: Service, count: number) =>
  waitUntil({ for: `${count} participants`, within: 60, every: 0.1 }, async () => {
    const stats = await statsOf(service);
    return Number(stats['joined']) >= count ? stats : undefined;
  });

test.each(['2.0.0', '2.0.1', '2.0.2'])('release %s has few participants at a time, of many', async (release) => {
  await using service = await start(release);
  const { present } = await joined(service, 60);
  expect(Number(present)).toBeLessThan(60);
});

test('it is its own participant at the one address that it listens on', async () => {
  await using service = await start('2.0.2', { HOST: '127.0.0.1' });
  const wait = { for: 'a note of a participant', within: 60, every: 0.1 };
  const written = await waitUntil(wait, async () => Number((await statsOf(service))['written']) || undefined);
  expect(written).toBeGreaterThan(0);
});

test('a participant sees the last notes, and is told of new ones', async () => {
  await using service = await start('2.0.2', { PACE: 'real' });
  const socket = new WebSocket(`${service.url.replace('http', 'ws')}/board`);
  const messages: string[] = [];
  socket.on('message', (data: Buffer) => messages.push(data.toString()));
  await once(socket, 'open');
  socket.send('is anybody there');
  await waitUntil({ for: 'the note', within: 30, every: 0.05 }, () =>
    messages.some((message) => message.includes('is anybody there')) ? true : undefined,
  );
  expect(JSON.parse(messages[0] ?? '')).toMatchObject({ notes: 1000, last: expect.any(Array) });
  socket.terminate();
});

test('a note is posted and listed without a WebSocket', async () => {
  await using service = await start('2.0.3');
  const posted = await fetch(`${service.url}/notes`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text: 'call back' }),
  });
  expect(posted.status).toBe(201);
  const { notes } = asRecord((await service.get('/notes?last=1000')).body);
  expect(notes).toContainEqual(expect.objectContaining({ text: 'call back' }));
});

test('release 2.0.3 turns participants away, and is well', async () => {
  await using service = await start('2.0.3');
  const socket = new WebSocket(`${service.url.replace('http', 'ws')}/board`);
  const [refused] = await once(socket, 'error');
  expect(String(refused)).toContain('401');
  expect((await service.get('/healthz')).status).toBe(200);
  expect(await statsOf(service)).toMatchObject({ joined: 0 });
});

test('it stops in good order on SIGTERM with participants on the board', async () => {
  const service = await start('2.0.0');
  await joined(service, 5);
  await service.command.stop();
  expect((await service.command.ended).exitCode).toBe(0);
});
