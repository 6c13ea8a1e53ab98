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
