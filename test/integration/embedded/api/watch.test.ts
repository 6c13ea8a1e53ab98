import type { IncomingMessage } from 'node:http';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { waitUntil } from '../../../../src/shared/retry.ts';
import { configMap, Lab, pod } from './lab.ts';

let lab: Lab;
beforeEach(async () => {
  lab = await Lab.start();
});
afterEach(() => lab.stop());

const pods = '/api/v1/namespaces/lab/pods?watch=true';
const maps = '/api/v1/namespaces/lab/configmaps?watch=true';

interface Event {
  type: string;
  object: { kind: string; metadata: { name?: string; resourceVersion: string; annotations?: object }; code?: number };
}

/** The next events of a watch, as many as asked for; fewer when it ends before. */
async function take(response: IncomingMessage, count: number): Promise<Event[]> {
  const events: Event[] = [];
  for await (const line of createInterface({ input: response })) {
    events.push(JSON.parse(line));
    if (events.length === count) break;
  }
  response.destroy();
  return events;
}

const brief = (events: Event[]) => events.map(({ type, object }) => `${type} ${object.metadata.name ?? ''}`.trim());

describe('a watch', () => {
  test('begins with what is there and goes on with what changes', async () => {
    lab.create('pods', pod('a'));
    const response = await lab.open('GET', pods);
    lab.create('pods', pod('b'));
    expect(brief(await take(response, 2))).toEqual(['ADDED a', 'ADDED b']);
  });

  test('from a version hears only what came after', async () => {
    const { metadata } = lab.create('pods', pod('a'));
    lab.create('pods', pod('b'));
    const response = await lab.open('GET', `${pods}&resourceVersion=${metadata.resourceVersion}`);
    expect(brief(await take(response, 1))).toEqual(['ADDED b']);
  });

  test('ends by itself after its time, with a bookmark', async () => {
    const response = await lab.open('GET', `${pods}&timeoutSeconds=1&allowWatchBookmarks=true`);
    expect(await take(response, Infinity)).toMatchObject([
      { type: 'BOOKMARK', object: { kind: 'Pod', metadata: { resourceVersion: '2' } } },
    ]);
  });

  test('from a version that is forgotten says so and ends', async () => {
    const first = lab.create('configmaps', configMap('map'));
    for (let index = 0; index < 2100; index += 1) lab.create('configmaps', configMap(`map-${index}`));
    const response = await lab.open('GET', `${maps}&resourceVersion=${first.metadata.resourceVersion}`);
    expect([response.statusCode, await take(response, Infinity)]).toMatchObject([
      200,
      [{ type: 'ERROR', object: { kind: 'Status', reason: 'Expired', code: 410 } }],
    ]);
  });

  test('that wants initial events is told where they end', async () => {
    lab.create('pods', pod('a'));
    const response = await lab.open('GET', `${pods}&sendInitialEvents=true&resourceVersionMatch=NotOlderThan`);
    expect(await take(response, 2)).toMatchObject([
      { type: 'ADDED' },
      { type: 'BOOKMARK', object: { metadata: { annotations: { 'k8s.io/initial-events-end': 'true' } } } },
    ]);
  });

  test('may come as tables', async () => {
    lab.create('pods', pod('a'));
    const headers = { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' };
    const response = await lab.open('GET', pods, { headers });
    expect(await take(response, 1)).toMatchObject([{ type: 'ADDED', object: { kind: 'Table' } }]);
  });

  test('ends when the server stops', async () => {
    const response = await lab.open('GET', pods);
    const ended = new Promise((resolve) => response.once('close', resolve).on('error', () => undefined));
    await Promise.all([lab.api.stop(), ended]);
    expect(response.destroyed).toBe(true);
  });

  test('of many objects loses none of them, nor what changes while they are sent', async () => {
    for (let index = 0; index < 3000; index += 1) {
      lab.create('configmaps', configMap(`map-${index}`, { key: 'x'.repeat(5000) }));
    }
    const response = await lab.open('GET', maps);
    lab.create('configmaps', configMap('late'));
    expect(brief(await take(response, 3001)).at(-1)).toBe('ADDED late');
  });
});

describe('a watch that is never read', () => {
  test('is cut off', async () => {
    const response = await lab.open('GET', maps);
    const closed = new Promise((resolve) => response.on('error', resolve).on('close', resolve));
    response.pause();
    for (let round = 0; round < 100; round += 1) {
      lab.create('configmaps', configMap(`map-${round}`, { key: 'x'.repeat(300_000) }));
      for (let index = 0; index < 100; index += 1) lab.create('configmaps', configMap(`map-${round}-${index}`));
    }
    // Read on only now, when the server must have given up: what is left is what the sockets held.
    response.resume();
    await closed;
    expect(response.complete).toBe(false);
  });

  test('keeps no other from hearing', async () => {
    (await lab.open('GET', maps)).pause();
    const reader = await lab.open('GET', maps);
    lab.create('configmaps', configMap('a'));
    const heard = take(reader, 1);
    const first = await waitUntil({ for: 'the event', within: 10 }, () => heard);
    expect(brief(first)).toEqual(['ADDED a']);
  });
});
