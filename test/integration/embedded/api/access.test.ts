import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startApi } from '../../../../src/embedded/api/start-api.ts';
import { createStore } from '../../../../src/embedded/store/create-store.ts';
import { Fault } from '../../../../src/shared/errors.ts';
import { FakeNode, Lab } from './lab.ts';

let lab: Lab;
beforeEach(async () => {
  lab = await Lab.start();
});
afterEach(() => lab.stop());

const maps = '/api/v1/namespaces/lab/configmaps';

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

describe('what a process cannot do', () => {
  test.each(['exec', 'attach', 'portforward'])('%s is refused clearly', async (verb) => {
    const answer = await lab.call('POST', `/api/v1/namespaces/lab/pods/a/${verb}`);
    expect([answer.status, answer.json['message']]).toEqual([501, expect.stringContaining(`has no ${verb}`)]);
  });
});
