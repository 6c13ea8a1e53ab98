import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { deployment, Lab, pod } from './lab.ts';

let lab: Lab;
beforeEach(async () => {
  lab = await Lab.start();
});
afterEach(() => lab.stop());

const merge = { 'content-type': 'application/merge-patch+json' };

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
