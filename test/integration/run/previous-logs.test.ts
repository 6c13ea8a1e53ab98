import { afterEach, beforeEach, expect, test } from 'vitest';
import { PreviousLogs } from '../../../src/run/previous-logs.ts';
import type { Answer } from '../kube/fake-api-server.ts';
import { FakeApiServer, failure, plain } from '../kube/fake-api-server.ts';

const path = 'GET /api/v1/namespaces/lab/pods/app-1/log';
const first = { pod: 'app-1', container: 'app', containerId: 'a'.repeat(64), restart: 0 };
const second = { ...first, containerId: 'b'.repeat(64), restart: 1 };
const lost = failure(400, 'BadRequest', 'previous terminated container "app" in pod "app-1" not found');

let server: FakeApiServer;
let logs: PreviousLogs;

beforeEach(async () => {
  server = await FakeApiServer.start();
  logs = new PreviousLogs(server.api({ timeout: 5, patience: 0 }), 'lab');
});
afterEach(async () => {
  logs.stop();
  await server.close();
});

/** Answers a request for the log by which log is asked for. */
function logsAre({ previous = lost, followed = lost, current = lost }: Record<string, Answer>): void {
  server.on(path, (response, request) => {
    const { previous: isPrevious, follow } = request.query;
    const answer = isPrevious === 'true' ? previous : follow === 'true' ? followed : current;
    answer(response, request);
  });
}

async function logOf(instance: typeof first): Promise<string | undefined> {
  logs.fetch(instance);
  return (await logs.all()).get('app-1/app');
}

test('the log of a dead container is the previous one where the kubelet has it', async () => {
  logsAre({ previous: plain(200, 'last words'), followed: plain(200, 'words'), current: plain(200, 'starting') });
  logs.follow(first);
  expect(await logOf(first)).toBe('last words');
});

test('a log that the kubelet has lost is the one that was followed, and not that of the next container', async () => {
  logsAre({ followed: plain(200, 'line\n\nlast words\n'), current: plain(200, 'starting anew') });
  logs.follow(first);
  expect(await logOf(first)).toBe('line\n\nlast words\n');
});

test('a log that could not be followed is the current one until the container is started anew', async () => {
  logsAre({ current: plain(200, 'last words') });
  logs.follow(first);
  expect(await logOf(first)).toBe('last words');
});

test('the previous log that was there for an earlier death is not taken for that of a later one', async () => {
  logsAre({ previous: plain(200, 'first words'), current: plain(200, 'second words') });
  expect(await logOf(first)).toBe('first words');
  expect(await logOf(second)).toBe('second words');
});

test('a death whose log nobody has leaves the log of the death before', async () => {
  logsAre({ previous: plain(200, 'first words') });
  expect(await logOf(first)).toBe('first words');
  expect(await logOf(second)).toBe('first words');
});

test('the log of a dead container is the current one while the previous is empty', async () => {
  logsAre({ previous: plain(200, ''), current: plain(200, 'last words') });
  expect(await logOf(first)).toBe('last words');
});

test('a log that nobody has is missing', async () => {
  logsAre({});
  logs.follow(first);
  expect(await logOf(first)).toBeUndefined();
});
