import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { connect as connectPlain } from 'node:net';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { connect as connectTls } from 'node:tls';
import type { TLSSocket } from 'node:tls';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { configMap, Lab, pod } from './lab.ts';

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

describe('a body that is', () => {
  const post = (body: string, path = maps) => lab.call('POST', path, { body });

  test.each([
    ['empty', '', 400, '<empty>'],
    ['cut off', '{"apiVersion":"v1","kind":"Conf', 400, 'unrecognized'],
    ['no JSON', 'apiVersion: v1', 400, 'unrecognized'],
    ['a list', '[]', 400, 'unrecognized'],
    ['a text', '"pod"', 400, 'unrecognized'],
    ['nothing', 'null', 400, 'unrecognized'],
    [
      'of another kind',
      '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"}}',
      400,
      'cannot be handled as a ConfigMap',
    ],
    ['of another version', '{"apiVersion":"v9","kind":"ConfigMap"}', 400, 'does not match the expected API version'],
    ['without a name', '{"apiVersion":"v1","kind":"ConfigMap"}', 422, 'name or generateName is required'],
    [
      'of a wrong type within',
      '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"data":[1]}',
      400,
      'cannot be handled',
    ],
    ['named by a path', '{"metadata":{"name":"../../etc"}}', 422, 'metadata.name: Invalid value'],
    ['named by a number', '{"metadata":{"name":7}}', 400, 'expected string'],
  ])('%s gets a Status', async (_, body, status, why) => {
    const answer = await post(body);
    expect([answer.status, answer.json]).toMatchObject([status, { kind: 'Status', code: status }]);
    expect(answer.json['message']).toContain(why);
  });

  test('nested deeper than anybody reads gets a Status', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const { status, json } = await post(`{"metadata":{"name":"a"},"data":${deep}}`);
    expect([status, json['reason']]).toEqual([400, 'BadRequest']);
  });

  test.each(['merge-patch+json', 'strategic-merge-patch+json', 'apply-patch+yaml', 'json-patch+json'])(
    'nested deeper than anybody reads is no %s',
    async (type) => {
      lab.create('configmaps', configMap('a'));
      const deep = `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`;
      const headers = { 'content-type': `application/${type}` };
      const { status, json } = await lab.call('PATCH', `${maps}/a?fieldManager=x`, { body: deep, headers });
      expect([status, json['kind']]).toEqual([400, 'Status']);
    },
  );

  test('that names the prototype of objects changes none', async () => {
    lab.create('configmaps', configMap('a'));
    const body =
      '{"metadata":{"labels":{"__proto__":{"polluted":"yes"},"constructor":"x"}},"__proto__":{"polluted":"yes"}}';
    const headers = { 'content-type': 'application/merge-patch+json' };
    await lab.call('PATCH', `${maps}/a`, { body, headers });
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  test('of more than 3 MiB in chunks of no stated length is too large', async () => {
    const socket = await dial();
    socket.write(`${headOf('transfer-encoding: chunked\r\nconnection: close')}\r\n\r\n`);
    const chunk = `100000\r\n${'x'.repeat(2 ** 20)}\r\n`;
    for (let count = 0; count < 4; count += 1) socket.write(chunk);
    socket.write('0\r\n\r\n');
    expect(await text(socket)).toMatch(/^HTTP\/1.1 413 [^]*"reason":"RequestEntityTooLarge"/);
  });
});

describe('of many that write one version of an object', () => {
  test('one wins, and all others are told of the conflict', async () => {
    const { metadata } = lab.create('configmaps', configMap('a'));
    const bodies = Array.from({ length: 30 }, (_, number) => ({
      ...configMap('a', { key: String(number) }),
      metadata,
    }));
    const answers = await Promise.all(bodies.map((body) => lab.call('PUT', `${maps}/a`, { body })));
    const statuses = answers.map(({ status }) => status).toSorted((one, other) => one - other);
    expect(statuses).toEqual([200, ...Array.from({ length: 29 }, () => 409)]);
  });
});

describe('a path', () => {
  test.each([
    ['/api/v1/namespaces/..%2f..%2fetc/configmaps', 200],
    ['/api/v1/namespaces/lab/configmaps/..%2f..%2f..%2fetc%2fpasswd', 404],
    ['/../../../../etc/passwd', 404],
    ['/api/v1/namespaces/lab/pods/a/proxy/..%2f..%2fetc%2fpasswd', 404],
    ['/api/v1/namespaces/lab/configmaps/%00', 404],
    ['/api/v1/namespaces/lab/configmaps/%zz', 400],
    ['//api//v1//namespaces', 200],
    [`/${'x'.repeat(100_000)}`, 404],
  ])('%.60s leads to no file', async (path, status) => {
    const answer = await lab.call('GET', path);
    expect(answer.status).toBe(status);
    expect(answer.text).not.toContain('root:');
  });
});

describe('a selector', () => {
  test('of 20,000 values selects what it names', async () => {
    lab.create('pods', pod('a'));
    const values = Array.from({ length: 20_000 }, (_, number) => `value-${number}`).join(',');
    const selector = encodeURIComponent(`app in (ledger,${values})`);
    const { status, json } = await lab.call('GET', `/api/v1/namespaces/lab/pods?labelSelector=${selector}`);
    expect([status, json]).toMatchObject([200, { items: [{ metadata: { name: 'a' } }] }]);
  });

  test('beyond what the head of a request may have is refused', async () => {
    const { status, json } = await lab.call('GET', `${maps}?labelSelector=${'a'.repeat(2 ** 20)}`);
    expect([status, json['kind']]).toEqual([431, 'Status']);
  });

  test.each(['a in (', '((((', 'a=b=c', '!', 'a,,b', 'x'.repeat(5000)])('%.20s is a bad request', async (selector) => {
    const { status, json } = await lab.call('GET', `${maps}?labelSelector=${encodeURIComponent(selector)}`);
    expect([status, json['reason']]).toEqual([400, 'BadRequest']);
  });
});

describe('a token', () => {
  test.each([
    ['that is missing', ''],
    ['of another kind', 'Basic dXNlcjpwYXNz'],
    ['that is too long', `Bearer ${'x'.repeat(100_000)}`],
    ['with another letter', 'Bearer \u00e9'],
  ])('%s opens nothing', async (_, authorization) => {
    const { status, json } = await lab.call('GET', maps, { headers: { authorization } });
    expect([status, json['reason']]).toEqual([401, 'Unauthorized']);
  });

  test('in the query opens nothing', async () => {
    const { status } = await lab.call('GET', `${maps}?access_token=${lab.api.token}`, {
      headers: { authorization: '' },
    });
    expect(status).toBe(401);
  });
});

describe('a connection', () => {
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
  test('of 1,000 clients are all told of a change', async () => {
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
