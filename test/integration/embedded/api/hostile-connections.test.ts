import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { connect as connectPlain } from 'node:net';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { connect as connectTls } from 'node:tls';
import type { TLSSocket } from 'node:tls';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { configMap, Lab } from './lab.ts';

let lab: Lab;
beforeEach(async () => {
  lab = await Lab.start();
});
// Whatever a test has sent: fails where the server no longer answers, or has met a defect of its own.
afterEach(async () => {
  await lab.call('GET', '/readyz');
  await lab.stop();
});

const maps = '/api/v1/namespaces/lab/configmaps';
const port = () => Number(new URL(lab.api.url).port);

async function dial(): Promise<TLSSocket> {
  const socket = connectTls({ port: port(), host: '127.0.0.1', ca: lab.api.certificateAuthority });
  socket.on('error', () => undefined);
  await once(socket, 'secureConnect');
  return socket;
}

/** The head of a request that makes a ConfigMap. */
function headOf(header: string): string {
  const own = ['host: lab', `authorization: Bearer ${lab.api.token}`, 'content-type: application/json'];
  return [`POST ${maps} HTTP/1.1`, ...own, header].join('\r\n');
}

describe('a connection', () => {
  test('that sends more than 3 MiB in chunks of no stated length is told that it is too large', async () => {
    const socket = await dial();
    socket.write(`${headOf('transfer-encoding: chunked\r\nconnection: close')}\r\n\r\n`);
    const chunk = `100000\r\n${'x'.repeat(2 ** 20)}\r\n`;
    for (let count = 0; count < 4; count += 1) socket.write(chunk);
    socket.write('0\r\n\r\n');
    expect(await text(socket)).toMatch(/^HTTP\/1.1 413 [^]*"reason":"RequestEntityTooLarge"/);
  });

  test('without TLS is ended', async () => {
    const request = httpRequest({ port: port(), host: '127.0.0.1', path: '/api' });
    const [thrown] = await once(request.end(), 'error');
    expect(thrown).toBeInstanceOf(Error);
  });

  test('that does not trust the certificate comes to nothing', async () => {
    const socket = connectTls({ port: port(), host: '127.0.0.1' });
    const [thrown] = await once(socket, 'error');
    expect(String(thrown)).toMatch(/certificate/);
  });

  test('that speaks no TLS at all is ended', async () => {
    const socket = connectPlain(port(), '127.0.0.1');
    socket.on('error', () => undefined).resume();
    socket.write(Buffer.alloc(1000, 7));
    await once(socket, 'close');
    expect(socket.destroyed).toBe(true);
  });

  test('that speaks no HTTP is told so', async () => {
    const socket = await dial();
    socket.write('what is this\r\n\r\n');
    expect(await text(socket)).toMatch(/^HTTP\/1.1 400 [^]*"kind":"Status"/);
  });

  test('that goes in the middle of its body is nobody’s trouble', async () => {
    const socket = await dial();
    socket.write(`${headOf('content-length: 100')}\r\n\r\n{"kind"`, () => socket.destroy());
    await once(socket, 'close');
    expect(lab.store.list({ resource: 'configmaps' }).items).toEqual([]);
  });
});

describe('watches', () => {
  // 1,000 handshakes, each with both of its sides in this process.
  test('of 1,000 clients are all told of a change', { timeout: 240_000 }, async () => {
    const responses: IncomingMessage[] = [];
    for (let round = 0; round < 20; round += 1) {
      const opened = Array.from({ length: 50 }, () => lab.open('GET', `${maps}?watch=true`));
      responses.push(...(await Promise.all(opened)));
    }
    lab.create('configmaps', configMap('a'));
    const lines = await Promise.all(responses.map(firstLine));
    expect(lines.filter((line) => line.includes('"name":"a"'))).toHaveLength(1000);
  });
});

describe('within the time that a request has to come, one', () => {
  beforeEach(async () => {
    await lab.stop();
    lab = await Lab.start({ patience: 3000 });
  });

  test('whose head never ends is told so, and keeps nobody from being answered', async () => {
    const slow = await Promise.all(Array.from({ length: 100 }, dial));
    for (const socket of slow) socket.write('GET /api/v1/namespaces HTTP/1.1\r\nhost: lab\r\nx-slow: ');
    expect((await lab.call('GET', maps)).status).toBe(200);
    const answers = await Promise.all(slow.map((socket) => text(socket)));
    expect(answers.filter((answer) => /^HTTP\/1.1 408 [^]*"reason":"Timeout"/.test(answer))).toHaveLength(100);
  });

  test('whose body never ends is told so', async () => {
    const socket = await dial();
    socket.write(`${headOf('content-length: 100')}\r\n\r\n{"kind"`);
    expect(await text(socket)).toMatch(/^HTTP\/1.1 408 /);
  });

  test('that is a watch may be idle for longer than that', async () => {
    const response = await lab.open('GET', `${maps}?watch=true`);
    const slow = await dial();
    slow.write('GET / HTTP/1.1\r\n');
    // What came after the watch has been ended for its slowness.
    await text(slow);
    lab.create('configmaps', configMap('a'));
    expect(await firstLine(response)).toContain('"ADDED"');
  });
});

async function firstLine(response: IncomingMessage): Promise<string> {
  for await (const line of createInterface({ input: response })) {
    response.destroy();
    return line;
  }
  return '';
}
