import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { chooseSender } from '../../../src/load/choose-sender.ts';
import { startK6Sender } from '../../../src/load/k6-sender.ts';
import { startNodeSender } from '../../../src/load/node-sender.ts';
import type { Outcome, Sender, SenderJob } from '../../../src/load/sender.ts';
import type { Traffic } from '../../../src/scenario/traffic.ts';
import { waitUntil } from '../../../src/shared/retry.ts';

let server: Server | undefined;
let sender: Sender | undefined;

afterEach(async () => {
  await sender?.stop();
  server?.closeAllConnections();
  await new Promise<void>((resolve) => (server === undefined ? resolve() : server.close(() => resolve())));
  [sender, server] = [undefined, undefined];
});

/** A service on a free port, and the paths and bodies that it was asked. */
async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const asked: string[] = [];
  const started = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => (body += String(part)));
    request.once('end', () => {
      asked.push([request.method, request.url, body].join(' ').trim());
      answer(request, response);
    });
  });
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  const address = started.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { asked, port: address.port };
}

const hasK6 = (await chooseSender()) === 'k6';
const senders: [name: Sender['name'], start: (job: SenderJob) => Sender][] = [
  ['node', startNodeSender],
  ...(hasK6 ? [['k6', (job: SenderJob) => startK6Sender(job, 'lab')] satisfies [Sender['name'], unknown]] : []),
];

describe.each(senders)('the load that %s sends', (_name, start) => {
  async function outcomes(port: number, job: Partial<SenderJob>, count: number): Promise<Outcome[]> {
    const heard: Outcome[] = [];
    const failures: string[] = [];
    sender = start({
      port,
      request: { method: 'GET', path: '/items/{n}', body: null, timeout: 5 },
      traffic: { shape: 'steady', rate: 40 },
      hear: (outcome) => heard.push(outcome),
      failed: (why) => failures.push(why),
      ...job,
    });
    const wait = { for: `${count} outcomes`, within: 30, every: 0.05, evidence: () => failures.join(', ') };
    await waitUntil(wait, () => (heard.length >= count ? true : undefined));
    return heard;
  }

  const shapes: Traffic[] = [
    { shape: 'steady', rate: 40 },
    { shape: 'ramp', rate: 40, over: 1 },
    { shape: 'spike', rate: 10, peak: 60, every: 2, lasts: 1 },
  ];
  test.each(shapes)('is numbered from 1, in the shape $shape', async (traffic) => {
    const { asked, port } = await serve((_request, response) => response.end('{}'));
    await outcomes(port, { traffic }, 10);
    expect(asked.slice(0, 3).sort()).toEqual(['GET /items/1', 'GET /items/2', 'GET /items/3']);
  });

  test('has the number in its body', async () => {
    const { asked, port } = await serve((_request, response) => response.end('{}'));
    const request = { method: 'POST', path: '/items', body: { id: '{n}' }, timeout: 5 } as const;
    await outcomes(port, { request }, 1);
    expect(asked[0]).toBe('POST /items {"id":"1"}');
  });

  test('is served where the answer is good', async () => {
    const { port } = await serve((_request, response) => response.end('{}'));
    expect(new Set((await outcomes(port, {}, 5)).map(({ kind }) => kind))).toEqual(new Set(['served']));
  });

  test('has failed where the answer is a refusal', async () => {
    const { port } = await serve((_request, response) => response.writeHead(503).end());
    expect((await outcomes(port, {}, 1))[0]?.kind).toBe('failed');
  });

  test('is broken where the connection ends without an answer', async () => {
    const { port } = await serve((request) => request.socket.destroy());
    expect((await outcomes(port, {}, 1))[0]?.kind).toBe('broken');
  });

  test('has failed where the answer comes too late', async () => {
    const { port } = await serve(() => {});
    const request = { method: 'GET', path: '/', body: null, timeout: 1 } as const;
    expect((await outcomes(port, { request, traffic: { shape: 'steady', rate: 2 } }, 1))[0]?.kind).toBe('failed');
  });

  test('does not wait for an answer before the next request', async () => {
    const { asked, port } = await serve(() => {});
    sender = start({
      port,
      request: { method: 'GET', path: '/', body: null, timeout: 60 },
      traffic: { shape: 'steady', rate: 40 },
      hear: () => {},
      failed: () => {},
    });
    const wait = { for: 'ten requests without an answer', within: 30, every: 0.05 };
    await expect(waitUntil(wait, () => (asked.length >= 10 ? true : undefined))).resolves.toBe(true);
  });

  test('leaves out what is due when all connections wait', async () => {
    const { asked, port } = await serve(() => {});
    const request = { method: 'GET', path: '/', body: null, timeout: 60 } as const;
    const [first] = await outcomes(port, { request, traffic: { shape: 'steady', rate: 200 } }, 1);
    expect(first?.kind).toBe('unsent');
    await waitUntil({ for: 'a request on each connection', within: 30, every: 0.05 }, () =>
      asked.length >= 64 ? true : undefined,
    );
    expect(asked).toHaveLength(64);
  });

  test('ends when it is stopped', async () => {
    const { asked, port } = await serve((_request, response) => response.end('{}'));
    await outcomes(port, {}, 1);
    await sender?.stop();
    // What was sent before the stop may still be on its way.
    for (let own = 0; own < 10; own += 1) await fetch(`http://127.0.0.1:${port}/own`);
    asked.length = 0;
    for (let own = 0; own < 50; own += 1) await fetch(`http://127.0.0.1:${port}/own`);
    expect(new Set(asked)).toEqual(new Set(['GET /own']));
  });
});

describe('who sends the load', () => {
  const before = process.env['LEAKLAB_LOAD'];
  afterEach(() => {
    if (before === undefined) delete process.env['LEAKLAB_LOAD'];
    else process.env['LEAKLAB_LOAD'] = before;
  });

  test('is Node where LEAKLAB_LOAD asks for it', async () => {
    process.env['LEAKLAB_LOAD'] = 'node';
    await expect(chooseSender()).resolves.toBe('node');
  });

  test('is nobody where LEAKLAB_LOAD names what is not there', async () => {
    process.env['LEAKLAB_LOAD'] = 'wrk';
    await expect(chooseSender()).rejects.toThrow('LEAKLAB_LOAD must be "k6", "node" or "auto", got "wrk"');
  });

  test('is Node where there is no k6 on the PATH', async () => {
    const path = process.env['PATH'];
    process.env['LEAKLAB_LOAD'] = 'auto';
    process.env['PATH'] = '/nowhere';
    try {
      await expect(chooseSender()).resolves.toBe('node');
    } finally {
      process.env['PATH'] = path;
    }
  });
});
