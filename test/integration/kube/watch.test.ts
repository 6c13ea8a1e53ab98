import { afterEach, beforeEach, expect, test } from 'vitest';
import { watchObjects } from '../../../src/kube/watch.ts';
import { systemClock } from '../../../src/shared/clock.ts';
import type { Clock } from '../../../src/shared/clock.ts';
import { TurnedClock } from '../../unit/shared/turned-clock.ts';
import { cut, events, FakeApiServer, failure, list, openEvents, plain } from './fake-api-server.ts';
import type { Answer } from './fake-api-server.ts';

const reference = { apiVersion: 'v1', kind: 'Pod', namespace: 'lab' };
const path = '/api/v1/namespaces/lab/pods';

let server: FakeApiServer;
beforeEach(async () => {
  server = await FakeApiServer.start();
});
afterEach(() => server.close());

function pod(name: string, version: string): object {
  return { kind: 'Pod', metadata: { name, uid: `uid-${name}`, resourceVersion: version } };
}

function event(type: string, object: object): object {
  return { type, object };
}

function bookmark(version: string): object {
  return event('BOOKMARK', { kind: 'Pod', metadata: { resourceVersion: version } });
}

const gone = event('ERROR', { kind: 'Status', code: 410, reason: 'Expired', message: 'too old resource version' });

/** Watches until the last of the server's watch answers, which stays open, has been asked for; says what was heard. */
async function heard(lists: Answer[], watches: Answer[], clock: Clock = new TurnedClock()): Promise<string[]> {
  const said: string[] = [];
  const controller = new AbortController();
  const last = openEvents(event('ADDED', pod('last', '999')));
  server.on(`GET ${path}`, ...lists);
  server.on(`WATCH ${path}`, ...watches, last);
  const handlers = {
    changed: ({ metadata }: { metadata: { name: string; resourceVersion?: string | undefined } }) => {
      if (metadata.name === 'last') controller.abort();
      else said.push(`${metadata.name}@${metadata.resourceVersion}`);
    },
    deleted: ({ metadata }: { metadata: { name: string } }) => said.push(`-${metadata.name}`),
    interrupted: (why: string) => said.push(`! ${why}`),
  };
  await watchObjects(server.api({ clock }), reference, handlers, controller.signal, clock);
  return said;
}

/** The versions that the watches began at. */
function versions(): (string | undefined)[] {
  return server.requests.filter(({ query }) => query['watch'] === 'true').map(({ query }) => query['resourceVersion']);
}

function lists(): number {
  return server.asked().filter((name) => name.startsWith('GET')).length;
}

test('tells of all objects that are there, then of what changes', async () => {
  const changes = events(
    event('MODIFIED', pod('a', '11')),
    event('ADDED', pod('b', '12')),
    event('DELETED', pod('a', '13')),
  );
  expect(await heard([list('10', pod('a', '5'))], [changes])).toEqual(['a@5', 'a@11', 'b@12', '-a']);
});

test('begins at the version of the list', async () => {
  await heard([list('10', pod('a', '5'))], []);
  expect(versions()).toEqual(['10']);
});

test('goes on where it was when the server ends a watch, and lists nothing anew', async () => {
  await heard([list('10')], [events(event('ADDED', pod('a', '11'))), events(bookmark('20')), events()]);
  expect([versions(), lists()]).toEqual([['10', '11', '20', '20'], 1]);
});

test('pauses before it asks a server again that ends each watch at once', async () => {
  const clock = new TurnedClock();
  await heard([list('10')], [events(), events(), events()], clock);
  expect(clock.slept).toEqual([200, 200, 200]);
});

test('tells nobody of a bookmark', async () => {
  expect(await heard([list('10')], [events(bookmark('20'))])).toEqual([]);
});

test.each([
  ['an ERROR event', events(gone)],
  ['the HTTP status', failure(410, 'Expired', 'too old resource version')],
])('lists anew, without a word to people, after 410 as %s', async (_how, answer) => {
  const said = await heard([list('10', pod('a', '5')), list('30', pod('a', '25'))], [answer]);
  expect([said, versions()]).toEqual([
    ['a@5', 'a@25'],
    ['10', '30'],
  ]);
});

test('does not repeat what has not changed when it lists anew', async () => {
  const said = await heard([list('10', pod('a', '5')), list('30', pod('a', '5'), pod('b', '21'))], [events(gone)]);
  expect(said).toEqual(['a@5', 'b@21']);
});

test('tells of what was deleted while nobody watched', async () => {
  const said = await heard([list('10', pod('a', '5'), pod('b', '6')), list('30', pod('b', '6'))], [events(gone)]);
  expect(said).toEqual(['a@5', 'b@6', '-a']);
});

test('tells of a deletion once', async () => {
  const deletion = events(event('DELETED', pod('a', '11')), event('DELETED', pod('a', '11')), gone);
  expect(await heard([list('10', pod('a', '5')), list('30')], [deletion])).toEqual(['a@5', '-a']);
});

test('takes a new object with an old name for another', async () => {
  const other = { kind: 'Pod', metadata: { name: 'a', uid: 'other', resourceVersion: '25' } };
  const said = await heard([list('10', pod('a', '5')), list('30', other)], [events(gone)]);
  expect(said).toEqual(['a@5', '-a', 'a@25']);
});

test('says that it was interrupted when the connection is cut, and lists anew', async () => {
  const said = await heard([list('10', pod('a', '5')), list('30', pod('a', '25'))], [cut]);
  expect([said[1]?.startsWith('! '), said[2], lists()]).toEqual([true, 'a@25', 2]);
});

test.each([
  ['an ERROR event', events(event('ERROR', { code: 500, message: 'etcd is away' }))],
  ['an HTTP status', failure(500, 'InternalError', 'etcd is away')],
  ['a text', plain(500, 'etcd is away')],
])("says the server's own words when a watch fails with %s", async (_how, answer) => {
  expect(await heard([list('10')], [answer])).toEqual(['! etcd is away']);
});

test('pauses for a second after an interruption', async () => {
  const clock = new TurnedClock();
  await heard([list('10')], [failure(500, 'InternalError', 'etcd is away')], clock);
  expect(clock.slept).toEqual([1000]);
});

test('leaves out a line that was cut in the middle, and has it with the next watch', async () => {
  const text = JSON.stringify(event('ADDED', pod('a', '11')));
  const half: Answer = (response) => response.writeHead(200).end(text.slice(0, 40));
  expect(await heard([list('10')], [half, events(event('ADDED', pod('a', '11')))])).toEqual(['a@11']);
});

test('reads an event that comes in pieces', async () => {
  const text = `${JSON.stringify(event('ADDED', pod('a', '11')))}\n`;
  const pieces: Answer = (response) => {
    response.writeHead(200).write(text.slice(0, 40));
    setImmediate(() => response.end(text.slice(40)));
  };
  expect(await heard([list('10')], [pieces])).toEqual(['a@11']);
});

test('ends when it is aborted while it pauses, by the real clock too', async () => {
  const controller = new AbortController();
  server.on(`GET ${path}`, failure(403, 'Forbidden', 'no'));
  const handlers = { changed: () => 0, deleted: () => 0, interrupted: () => controller.abort() };
  await watchObjects(server.api(), reference, handlers, controller.signal, systemClock);
  expect(lists()).toBe(1);
});

test('ends when it is aborted while the list has not been answered', async () => {
  const controller = new AbortController();
  server.on(`GET ${path}`, () => controller.abort());
  const interruptions: string[] = [];
  const handlers = { changed: () => 0, deleted: () => 0, interrupted: (why: string) => interruptions.push(why) };
  await watchObjects(server.api(), reference, handlers, controller.signal);
  expect(interruptions).toEqual([]);
});
