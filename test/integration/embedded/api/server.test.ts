import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Fault } from '../../../../src/shared/errors.ts';
import { startApi } from '../../../../src/embedded/api/start-api.ts';
import { createStore } from '../../../../src/embedded/store/create-store.ts';
import { configMap, deployment, FakeNode, Lab, pod } from './lab.ts';

let lab: Lab;
beforeEach(async () => {
  lab = await Lab.start();
});
afterEach(async () => {
  expect(lab.defects).toEqual([]);
  await lab.stop();
});

const maps = '/api/v1/namespaces/lab/configmaps';
const merge = { 'content-type': 'application/merge-patch+json' };

describe('who may ask', () => {
  test('without the token nobody is told anything', async () => {
    const answer = await lab.call('GET', maps, { headers: { authorization: 'Bearer wrong' } });
    expect([answer.status, answer.json]).toEqual([
      401,
      {
        kind: 'Status',
        apiVersion: 'v1',
        metadata: {},
        status: 'Failure',
        message: 'Unauthorized',
        reason: 'Unauthorized',
        code: 401,
      },
    ]);
  });

  test.each(['/healthz', '/readyz', '/livez'])('%s answers everybody', async (path) => {
    const answer = await lab.call('GET', path, { headers: { authorization: '' } });
    expect([answer.status, answer.text]).toEqual([200, 'ok']);
  });

  test('a port that is taken is said', async () => {
    const { port } = new URL(lab.api.url);
    const second = startApi({ store: createStore(), node: new FakeNode(), port: Number(port) });
    await expect(second).rejects.toThrow(Fault);
  });
});

describe('what is not there', () => {
  test.each([
    ['/nonsense', '404 page not found\n'],
    ['/apis/nobody.io/v1/things', '404 page not found\n'],
    ['/apis/nobody.io', '404 page not found\n'],
  ])('%s is no page', async (path, text) => {
    const answer = await lab.call('GET', path);
    expect([answer.status, answer.text]).toEqual([404, text]);
  });

  test.each(['/api/v1/foos', '/apis/apps/v1/namespaces/lab/daemonsets', '/api/v1/namespaces/lab/pods/a/foo'])(
    '%s is no resource',
    async (path) => {
      const answer = await lab.call('GET', path);
      expect([answer.status, answer.json['message']]).toEqual([
        404,
        'the server could not find the requested resource',
      ]);
    },
  );

  test('an object is not found by its kind and name', async () => {
    const answer = await lab.call('GET', '/apis/apps/v1/namespaces/lab/deployments/x');
    expect(answer.json).toMatchObject({
      message: 'deployments.apps "x" not found',
      reason: 'NotFound',
      details: { name: 'x', group: 'apps', kind: 'deployments' },
    });
  });

  test('a method that makes no sense is not allowed', async () => {
    const answer = await lab.call('PUT', maps, { body: {} });
    expect([answer.status, answer.json['reason']]).toEqual([405, 'MethodNotAllowed']);
  });
});

describe('a new object', () => {
  test('is created in the namespace of the path', async () => {
    const answer = await lab.call('POST', maps, { body: { metadata: { name: 'a' } } });
    expect([answer.status, answer.json]).toMatchObject([
      201,
      { kind: 'ConfigMap', apiVersion: 'v1', metadata: { name: 'a', namespace: 'lab', resourceVersion: '3' } },
    ]);
  });

  test('may come as YAML', async () => {
    const headers = { 'content-type': 'application/yaml' };
    await lab.call('POST', maps, { body: 'metadata:\n  name: a\ndata:\n  key: value\n', headers });
    expect(lab.store.get({ resource: 'configmaps', namespace: 'lab', name: 'a' })['data']).toEqual({ key: 'value' });
  });

  test('is not kept with dryRun=All', async () => {
    const answer = await lab.call('POST', `${maps}?dryRun=All`, { body: { metadata: { name: 'a' } } });
    expect([answer.status, lab.store.list({ resource: 'configmaps' }).items]).toEqual([201, []]);
  });

  // Each text was given by a real API server, version 1.34.
  test.each([
    [
      'for another namespace',
      { metadata: { name: 'a', namespace: 'other' } },
      400,
      'the namespace of the provided object does not match the namespace sent on the request',
    ],
    [
      'of another kind',
      { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' } },
      400,
      'Secret in version "v1" cannot be handled as a ConfigMap: converting (v1.Secret) to (core.ConfigMap): unknown conversion',
    ],
    [
      'with a version',
      { metadata: { name: 'a', resourceVersion: '5' } },
      500,
      'resourceVersion should not be set on objects to be created',
    ],
  ])('%s is refused', async (_, body, status, message) => {
    const answer = await lab.call('POST', maps, { body });
    expect([answer.status, answer.json['message']]).toEqual([status, message]);
  });

  test('in a namespace that is not there is refused', async () => {
    const answer = await lab.call('POST', '/api/v1/namespaces/no/configmaps', { body: { metadata: { name: 'a' } } });
    expect([answer.status, answer.json['message']]).toEqual([404, 'namespaces "no" not found']);
  });

  test('with a field that nobody knows is refused when validation is strict', async () => {
    const body = { metadata: { name: 'a' }, daat: {} };
    const answer = await lab.call('POST', `${maps}?fieldValidation=Strict`, { body });
    expect([answer.status, answer.json['message']]).toEqual([
      400,
      expect.stringContaining('strict decoding error: unknown field "daat"'),
    ]);
  });

  test('with a field that nobody knows is warned of otherwise', async () => {
    const answer = await lab.call('POST', maps, { body: { metadata: { name: 'a' }, daat: {} } });
    expect([answer.status, answer.headers['warning']]).toEqual([201, String.raw`299 - "unknown field \"daat\""`]);
  });

  test('that is no JSON is a bad request', async () => {
    const answer = await lab.call('POST', maps, { body: '{bad' });
    expect([answer.status, answer.json['message']]).toEqual([
      400,
      expect.stringContaining('the object provided is unrecognized (must be of type ConfigMap)'),
    ]);
  });

  test('of more than 3 MiB is too large', async () => {
    const answer = await lab.call('POST', maps, { body: configMap('a', { key: 'x'.repeat(3 * 2 ** 20) }) });
    expect([answer.status, answer.json['reason']]).toEqual([413, 'RequestEntityTooLarge']);
  });

  test('in a form that is not taken is said', async () => {
    const answer = await lab.call('POST', maps, { body: '{}', headers: { 'content-type': 'text/plain' } });
    expect([answer.status, answer.json['reason']]).toEqual([415, 'UnsupportedMediaType']);
  });
});

describe('a change', () => {
  beforeEach(() => {
    lab.create('configmaps', configMap('a', { key: 'before' }));
  });

  test('replaces the object', async () => {
    const answer = await lab.call('PUT', `${maps}/a`, { body: configMap('a', { key: 'after' }) });
    expect([answer.status, answer.json['data']]).toEqual([200, { key: 'after' }]);
  });

  test('of what has changed meanwhile is a conflict', async () => {
    const body = { metadata: { name: 'a', resourceVersion: '1' } };
    expect((await lab.call('PUT', `${maps}/a`, { body })).json).toMatchObject({
      reason: 'Conflict',
      message:
        'Operation cannot be fulfilled on configmaps "a": the object has been modified; ' +
        'please apply your changes to the latest version and try again',
    });
  });

  test('under another name is refused', async () => {
    const answer = await lab.call('PUT', `${maps}/a`, { body: configMap('b') });
    expect(answer.json['message']).toBe('the name of the object (b) does not match the name on the URL (a)');
  });

  test('may be a merge patch', async () => {
    const answer = await lab.call('PATCH', `${maps}/a`, { body: { data: { more: 'yes' } }, headers: merge });
    expect(answer.json['data']).toEqual({ key: 'before', more: 'yes' });
  });

  test('by a patch that is none is refused', async () => {
    const answer = await lab.call('PATCH', `${maps}/a`, { body: {} });
    expect([answer.status, answer.json['message']]).toEqual([415, '415: Unsupported Media Type']);
  });

  test('by server-side apply creates what is not there', async () => {
    const answer = await lab.call('PATCH', `${maps}/new?fieldManager=test`, {
      body: configMap('new', { key: 'value' }),
      headers: { 'content-type': 'application/apply-patch+yaml' },
    });
    expect([answer.status, answer.json['data']]).toEqual([201, { key: 'value' }]);
  });

  test('by server-side apply says who makes it', async () => {
    const headers = { 'content-type': 'application/apply-patch+yaml' };
    const answer = await lab.call('PATCH', `${maps}/a`, { body: configMap('a'), headers });
    expect([answer.status, answer.json['message']]).toEqual([
      422,
      'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch',
    ]);
  });
});

describe('the status', () => {
  const path = '/api/v1/namespaces/lab/pods/a/status';
  beforeEach(() => {
    lab.create('pods', pod('a'));
  });

  test('is written alone', async () => {
    const body = { metadata: { labels: { app: 'other' } }, status: { phase: 'Running' } };
    await lab.call('PATCH', path, { body, headers: merge });
    const { metadata, status } = lab.store.get({ resource: 'pods', namespace: 'lab', name: 'a' });
    expect([metadata.labels, status]).toMatchObject([{ app: 'ledger' }, { phase: 'Running' }]);
  });
});

describe('the scale', () => {
  const path = '/apis/apps/v1/namespaces/lab/deployments/a/scale';
  beforeEach(() => {
    lab.create('deployments.apps', deployment('a'));
  });

  test('shows the size and the selector', async () => {
    expect((await lab.call('GET', path)).json).toMatchObject({
      kind: 'Scale',
      apiVersion: 'autoscaling/v1',
      spec: { replicas: 2 },
      status: { selector: 'app=a' },
    });
  });

  test('changes the size and nothing else', async () => {
    await lab.call('PATCH', path, { body: { spec: { replicas: 5 } }, headers: merge });
    const { spec } = lab.store.get({ resource: 'deployments.apps', namespace: 'lab', name: 'a' });
    expect(spec).toMatchObject({ replicas: 5, selector: { matchLabels: { app: 'a' } } });
  });

  test('is none below zero', async () => {
    const answer = await lab.call('PATCH', path, { body: { spec: { replicas: -1 } }, headers: merge });
    expect([answer.status, answer.json['reason']]).toEqual([422, 'Invalid']);
  });
});

describe('a deletion', () => {
  test('of many takes those that are selected', async () => {
    lab.create('pods', pod('a'));
    lab.create('pods', { ...pod('b'), metadata: { name: 'b', namespace: 'lab' } });
    await lab.call('DELETE', '/api/v1/namespaces/lab/pods?labelSelector=app%3Dledger');
    expect(lab.store.list({ resource: 'pods' }).items.map(({ metadata }) => metadata.name)).toEqual(['b']);
  });

  test('of a pod shows the pod that is ending, with the grace period that was asked for', async () => {
    lab.create('pods', pod('a', { nodeName: 'lab' }));
    const answer = await lab.call('DELETE', '/api/v1/namespaces/lab/pods/a', { body: { gracePeriodSeconds: 7 } });
    expect(answer.json).toMatchObject({ kind: 'Pod', metadata: { deletionGracePeriodSeconds: 7 } });
  });

  test('of a configmap says what is gone', async () => {
    const { metadata } = lab.create('configmaps', configMap('a'));
    const answer = await lab.call('DELETE', `${maps}/a`);
    expect(answer.json).toMatchObject({
      status: 'Success',
      details: { name: 'a', kind: 'configmaps', uid: metadata.uid },
    });
  });

  test('with a policy that there is not is refused', async () => {
    lab.create('configmaps', configMap('a'));
    const answer = await lab.call('DELETE', `${maps}/a`, { body: { propagationPolicy: 'Foo' } });
    expect(answer.json['message']).toBe(
      'DeleteOptions.meta.k8s.io "" is invalid: propagationPolicy: Unsupported value: "Foo": ' +
        'supported values: "Foreground", "Background", "Orphan", "nil"',
    );
  });

  test('by eviction is a deletion', async () => {
    lab.create('pods', pod('a'));
    const answer = await lab.call('POST', '/api/v1/namespaces/lab/pods/a/eviction', { body: {} });
    expect([answer.status, lab.store.list({ resource: 'pods' }).items]).toEqual([201, []]);
  });
});

describe('a list', () => {
  test('by a field that the kind cannot be selected by is refused', async () => {
    const answer = await lab.call('GET', `${maps}?fieldSelector=data.key%3Dx`);
    expect([answer.status, answer.json['message']]).toEqual([400, 'field label not supported: data.key']);
  });

  test('may be a table', async () => {
    lab.create('pods', pod('a'));
    const headers = { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' };
    expect((await lab.call('GET', '/api/v1/pods', { headers })).json).toMatchObject({
      kind: 'Table',
      rows: [{ object: { kind: 'PartialObjectMetadata', metadata: { name: 'a' } } }],
    });
  });

  test('does not say of each item what it is', async () => {
    lab.create('configmaps', configMap('a'));
    const { json } = await lab.call('GET', maps);
    expect([json['kind'], json['items']]).toEqual([
      'ConfigMapList',
      [expect.not.objectContaining({ kind: 'ConfigMap' })],
    ]);
  });
});

describe('a log', () => {
  const path = '/api/v1/namespaces/lab/pods/a/log';

  test('is plain text', async () => {
    lab.create('pods', pod('a', { nodeName: 'lab' }));
    const answer = await lab.call('GET', `${path}?tailLines=5&previous=true`);
    expect([answer.text, lab.node.asked]).toMatchObject([
      'one\ntwo\n',
      { container: 'app', tailLines: 5, previous: true },
    ]);
  });

  test('that is followed comes as it is written', async () => {
    lab.create('pods', pod('a', { nodeName: 'lab' }));
    const response = await lab.open('GET', `${path}?follow=true`);
    for await (const chunk of response) {
      expect(String(chunk)).toContain('one');
      break;
    }
  });

  test('of a pod that is on no node is empty', async () => {
    lab.create('pods', pod('a'));
    const answer = await lab.call('GET', path);
    expect([answer.status, answer.text]).toEqual([200, '']);
  });

  test('of one container of several must name it', async () => {
    const containers = [{ name: 'app' }, { name: 'side' }];
    lab.create('pods', pod('a', { nodeName: 'lab', containers }));
    const answer = await lab.call('GET', path);
    expect([answer.status, answer.json['message']]).toEqual([
      400,
      'a container name must be specified for pod a, choose one of: [app side]',
    ]);
  });
});

describe('the proxy', () => {
  const app = createServer((request, response) => {
    response.setHeader('x-app', 'yes').writeHead(418);
    response.end(`${request.method} ${request.url} ${request.headers.authorization ?? 'no token'}`);
  });
  let port: number;
  beforeEach(async () => {
    await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
    const address = app.address();
    port = typeof address === 'object' && address !== null ? address.port : 0;
  });
  afterEach(() => {
    app.closeAllConnections();
    app.close();
  });

  test('gives a pod’s own answer, and keeps the token to itself', async () => {
    lab.create('pods', pod('a'));
    const answer = await lab.call('GET', `/api/v1/namespaces/lab/pods/a:${port}/proxy/events%20x?last=3`);
    expect([answer.status, answer.headers['x-app'], answer.text]).toEqual([
      418,
      'yes',
      'GET /events%20x?last=3 no token',
    ]);
  });

  test('finds a ready endpoint of a service by the name or number of its port', async () => {
    withService({ ready: true });
    const answers = await Promise.all(
      ['web', '80'].map((name) => lab.call('POST', `/api/v1/namespaces/lab/services/a:${name}/proxy/x`)),
    );
    expect(answers.map(({ text }) => text)).toEqual(['POST /x no token', 'POST /x no token']);
  });

  test('says that a service has no ready endpoint', async () => {
    withService({ ready: false });
    const answer = await lab.call('GET', '/api/v1/namespaces/lab/services/a/proxy/');
    expect([answer.status, answer.json['message']]).toEqual([503, 'no endpoints available for service "a"']);
  });

  test('says that nobody listens', async () => {
    lab.create('pods', pod('a'));
    app.close();
    const answer = await lab.call('GET', `/api/v1/namespaces/lab/pods/a:${port}/proxy/`);
    expect([answer.status, answer.json['message']]).toEqual([
      503,
      `error trying to reach service: dial tcp 127.0.0.1:${port}: connect: connection refused`,
    ]);
  });

  function withService(conditions: { ready: boolean }): void {
    lab.create('services', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'a', namespace: 'lab' },
      spec: { ports: [{ name: 'web', port: 80 }] },
    });
    lab.create('endpointslices.discovery.k8s.io', {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { name: 'a-1', namespace: 'lab', labels: { 'kubernetes.io/service-name': 'a' } },
      endpoints: [{ addresses: ['127.0.0.1'], conditions }],
      ports: [{ name: 'web', port }],
    });
  }
});

describe('what pods use', () => {
  test('is in metrics.k8s.io', async () => {
    lab.create('pods', pod('a'));
    expect((await lab.call('GET', '/apis/metrics.k8s.io/v1beta1/namespaces/lab/pods')).json['items']).toMatchObject([
      {
        metadata: { name: 'a' },
        window: '10s',
        containers: [{ name: 'app', usage: { cpu: '250000000n', memory: '65536Ki' } }],
      },
    ]);
  });
});

describe('what a process cannot do', () => {
  test.each(['exec', 'attach', 'portforward'])('%s is refused clearly', async (verb) => {
    const answer = await lab.call('POST', `/api/v1/namespaces/lab/pods/a/${verb}`);
    expect([answer.status, answer.json['message']]).toEqual([501, expect.stringContaining(`has no ${verb}`)]);
  });
});
