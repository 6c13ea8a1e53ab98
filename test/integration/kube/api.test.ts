import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ApiFailure, ApiLost } from '../../../src/kube/failure.ts';
import { TurnedClock } from '../../unit/shared/turned-clock.ts';
import { cut, FakeApiServer, failure, json, list, plain, silence } from './fake-api-server.ts';

const pods = { apiVersion: 'v1', kind: 'Pod', namespace: 'lab' };
const pod = { ...pods, name: 'ledger' };
const podPath = '/api/v1/namespaces/lab/pods/ledger';
const found = json({ kind: 'Pod', metadata: { name: 'ledger' } });

let server: FakeApiServer;
beforeEach(async () => {
  server = await FakeApiServer.start();
});
afterEach(() => server.close());

async function thrownBy(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => 'nothing was thrown',
    (thrown: unknown) => thrown,
  );
}

describe('what is asked of the API server', () => {
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'ledger' },
    spec: { replicas: 2, replica: 3, template: { spec: { containers: [{ name: 'app', memorylimit: '1Mi' }] } } },
  };

  test('apply is a forced server-side apply with strict validation', async () => {
    server.on('PATCH /apis/apps/v1/namespaces/lab/deployments/ledger', json(deployment));
    await server.api().apply(deployment, 'lab');
    const request = server.requests.at(-1);
    expect(request?.query).toEqual({ fieldManager: 'lab', force: 'true', fieldValidation: 'Strict' });
    expect(request?.headers['content-type']).toBe('application/apply-patch+yaml');
  });

  test('apply sends fields that nobody knows as they are, for the server to refuse', async () => {
    server.on('PATCH /apis/apps/v1/namespaces/lab/deployments/ledger', json(deployment));
    await server.api().apply(deployment, 'lab');
    expect(JSON.parse(server.requests.at(-1)?.body ?? '')).toEqual(deployment);
  });

  test("apply puts an object into its own namespace, before the caller's", async () => {
    server.on('PATCH /apis/apps/v1/namespaces/own/deployments/ledger', json(deployment));
    await server.api().apply({ ...deployment, metadata: { name: 'ledger', namespace: 'own' } }, 'lab');
    expect(server.asked()).toEqual(['PATCH /apis/apps/v1/namespaces/own/deployments/ledger']);
  });

  test('an object that belongs to no namespace is asked for without one', async () => {
    server.on('GET /api/v1/nodes/worker', json({ metadata: { name: 'worker' } }));
    await server.api().get({ apiVersion: 'v1', kind: 'Node', name: 'worker', namespace: 'lab' });
    expect(server.asked()).toEqual(['GET /api/v1/nodes/worker']);
  });

  test('patch is a strategic merge patch with strict validation', async () => {
    server.on(`PATCH ${podPath}`, found);
    await server.api().patch(pod, { spec: { x: 1 } });
    const request = server.requests.at(-1);
    expect(request?.headers['content-type']).toBe('application/strategic-merge-patch+json');
    expect(request?.query).toMatchObject({ fieldValidation: 'Strict' });
    expect(request?.body).toBe('{"spec":{"x":1}}');
  });

  test('delete takes what the object owns with it, in the background', async () => {
    server.on(`DELETE ${podPath}`, found);
    await server.api().delete(pod);
    expect(server.requests.at(-1)?.query).toEqual({ propagationPolicy: 'Background' });
  });

  test('list gives the items and the version to watch from, and sends its selector', async () => {
    server.on('GET /api/v1/namespaces', list('77', { metadata: { name: 'lab-1' } }));
    const listed = await server.api().list({ apiVersion: 'v1', kind: 'Namespace' }, { labelSelector: 'a/b=c' });
    expect(listed).toEqual({ version: '77', items: [{ metadata: { name: 'lab-1' } }] });
    expect(server.requests.at(-1)?.query).toEqual({ labelSelector: 'a/b=c' });
  });

  test('log gives the text as it is, of the instance before where that is wanted', async () => {
    server.on(`GET ${podPath}/log`, plain(200, '{"not":"an object"\n<html>'));
    const texts = [
      await server.api().log('lab', 'ledger', 'app', true),
      await server.api().log('lab', 'ledger', 'app', false),
    ];
    expect(texts).toEqual(['{"not":"an object"\n<html>', '{"not":"an object"\n<html>']);
    expect(server.requests.map(({ query }) => [query['container'], query['previous']])).toEqual([
      ['app', 'true'],
      ['app', undefined],
    ]);
  });

  test("the kubeconfig's token comes with every request", async () => {
    await using known = await startDisposable({ token: 'made-up' });
    known.server.on(`GET ${podPath}`, found);
    await known.server.api().get(pod);
    expect(known.server.requests.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer made-up',
      'Bearer made-up',
    ]);
  });
});

describe("a request to the app through the API server's proxy", () => {
  const target = '/api/v1/namespaces/lab/services/ledger:80';

  test.each([202, 404, 500, 503])('gives an answer of %i as it is, asked for once', async (status) => {
    server.on(`POST ${target}/proxy/events`, plain(status, 'as it is'));
    const reply = await server.api().proxy(target, { method: 'POST', path: '/events', body: { a: 1 } });
    expect(reply).toEqual({ status, text: 'as it is' });
    expect(server.requests.map(({ body }) => body)).toEqual(['{"a":1}']);
  });

  test('keeps the query of the path', async () => {
    server.on(`GET ${target}/proxy/events`, plain(200, ''));
    await server.api().proxy(target, { method: 'GET', path: '/events?last=100' });
    expect(server.requests.at(-1)?.query).toEqual({ last: '100' });
  });

  test('fails when nobody answers in time', async () => {
    server.on(`GET ${target}/proxy/stats`, silence);
    const call = server.api({ timeout: 0.05 }).proxy(target, { method: 'GET', path: '/stats' });
    await expect(call).rejects.toThrow(/timeout/);
  });
});

describe("the API server's no", () => {
  test.each([
    [403, 'Forbidden', 'pods "ledger" is forbidden: User "guest" cannot get resource "pods"'],
    [404, 'NotFound', 'pods "ledger" not found'],
    [409, 'Conflict', 'Operation cannot be fulfilled on pods "ledger"'],
    [422, 'Invalid', 'Pod "ledger" is invalid: spec.containers: Required value'],
  ])('%i is an ApiFailure in its own words, asked for once', async (status, reason, message) => {
    server.on(`GET ${podPath}`, failure(status, reason, message));
    const thrown = await thrownBy(server.api().get(pod));
    expect(thrown).toBeInstanceOf(ApiFailure);
    expect(thrown).toMatchObject({ status, reason, message });
    expect(server.asked()).toHaveLength(1);
  });

  test('in a text that is no Status is that text', async () => {
    server.on(`GET ${podPath}`, plain(403, '<html>go away</html>'));
    expect(await thrownBy(server.api().get(pod))).toMatchObject({ reason: '', message: '<html>go away</html>' });
  });

  test('without a word names the request', async () => {
    server.on(`GET ${podPath}`, plain(401, ''));
    expect(await thrownBy(server.api().get(pod))).toMatchObject({ message: `GET ${podPath} answered 401` });
  });

  test('is also a yes that is no JSON: somebody else has answered', async () => {
    server.on(`GET ${podPath}`, plain(200, '<html>please log in</html>'));
    const message = `GET ${podPath} was answered with something that is no JSON: <html>please log in</html>`;
    expect(await thrownBy(server.api().get(pod))).toMatchObject({ message });
  });
});

describe('an API server that does not answer now', () => {
  test.each([429, 500, 502, 503, 504])('with %i is asked again', async (status) => {
    server.on(`GET ${podPath}`, failure(status, 'Later', 'not now'), found);
    expect(await server.api({ clock: new TurnedClock() }).get(pod)).toMatchObject({ metadata: { name: 'ledger' } });
  });

  test('that cuts the connection is asked again', async () => {
    server.on(`GET ${podPath}`, cut, found);
    expect(await server.api({ clock: new TurnedClock() }).get(pod)).toMatchObject({ metadata: { name: 'ledger' } });
  });

  test('that hangs is asked again after the timeout', async () => {
    server.on(`GET ${podPath}`, silence, found);
    const api = server.api({ clock: new TurnedClock(), timeout: 0.1 });
    expect(await api.get(pod)).toMatchObject({ metadata: { name: 'ledger' } });
  });

  test('that refuses connections and comes back within the patience is no fault', async () => {
    server.on(`GET ${podPath}`, found);
    await server.refuse();
    const back: Promise<void>[] = [];
    const clock = new TurnedClock({
      onSleep: ({ slept }) => {
        if (slept.length === 3) back.push(server.listen());
      },
    });
    expect(await server.api({ clock }).get(pod)).toMatchObject({ metadata: { name: 'ledger' } });
    await Promise.all(back);
  });

  test('is asked at longer and longer intervals', async () => {
    server.on(`GET ${podPath}`, failure(503, 'ServiceUnavailable', 'starting'));
    const clock = new TurnedClock();
    await thrownBy(server.api({ clock, patience: 8 }).get(pod));
    expect(clock.slept.slice(0, 6)).toEqual([200, 400, 800, 1600, 2000, 2000]);
  });

  test('is lost when the patience is over: what was asked, for how long, and its last word', async () => {
    server.on(`GET ${podPath}`, failure(503, 'ServiceUnavailable', 'etcd is away'));
    const thrown = await thrownBy(server.api({ clock: new TurnedClock(), patience: 8 }).get(pod));
    expect(thrown).toBeInstanceOf(ApiLost);
    expect(thrown).toMatchObject({ kind: 'environment', cause: { message: 'etcd is away' } });
    expect(String(thrown)).toMatch(/the API server at http:\/\/127.0.0.1:\d+ has not answered GET \S+ for 8 s$/);
  });

  test('is left at once when the call is aborted, although it hangs', async () => {
    const controller = new AbortController();
    server.on(`GET ${podPath}`, () => controller.abort(new Error('stop')));
    expect(await thrownBy(server.api().get(pod, controller.signal))).toMatchObject({ message: 'stop' });
    expect(server.asked()).toHaveLength(1);
  });
});

describe('discovery', () => {
  test('is asked for once per API group', async () => {
    server.on(`GET ${podPath}`, found);
    const api = server.api();
    await Promise.all([api.get(pod), api.get(pod)]);
    await api.get(pod);
    expect(server.requests.filter(({ path }) => path === '/api/v1')).toHaveLength(1);
  });

  test('that failed is asked for anew', async () => {
    server.on(`GET ${podPath}`, found);
    server.on(
      'GET /api/v1',
      failure(403, 'Forbidden', 'not yet'),
      json({ resources: [{ name: 'pods', kind: 'Pod', namespaced: true }] }),
    );
    const api = server.api();
    expect(await thrownBy(api.get(pod))).toMatchObject({ message: 'not yet' });
    expect(await api.get(pod)).toMatchObject({ metadata: { name: 'ledger' } });
  });

  test('that lacks a kind is a no that names it', async () => {
    const thrown = await thrownBy(server.api().get({ apiVersion: 'v1', kind: 'Pood', name: 'x' }));
    expect(thrown).toMatchObject({ status: 404, message: 'the server has no kind Pood in v1' });
  });
});

async function startDisposable(options: { token: string }) {
  const started = await FakeApiServer.start(options);
  return { server: started, [Symbol.asyncDispose]: () => started.close() };
}
