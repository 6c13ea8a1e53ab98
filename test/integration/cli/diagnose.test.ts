import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { diagnosesSchema } from '../../../src/report/diagnoses.ts';
import { incident } from '../../unit/diagnose/incidents.ts';
import { FakeApiServer, failure, json, list, plain } from '../kube/fake-api-server.ts';
import { Sandbox } from './sandbox.ts';

const { deployments, events, logs, nodes, others, pods } = incident('invalid-config');
const bundle = join(import.meta.dirname, '../../fixtures/bundles/memory-leak');
const sandbox = new Sandbox();
afterAll(() => sandbox.remove());

describe('a bundle', async () => {
  const [found, asJson, asCode, target] = await sandbox.each([
    ['diagnose', '--bundle', bundle],
    ['diagnose', '--bundle', bundle, '--json'],
    ['diagnose', '--bundle', bundle, '--exit-code'],
    ['diagnose', 'deploy/none', '--bundle', bundle],
  ]);

  test('is diagnosed for people, with what to type next', () => {
    expect(found).toMatchObject({ exitCode: 0, stderr: '' });
    expect(found?.stdout).toMatch(
      /^namespace shop-1\n\n1\. memory-leak {2}98 % {2}Deployment\/ledger, container app\n/,
    );
    expect(found?.stdout).toContain('     next     kubectl -n shop-1 describe pod ');
  });

  test('is diagnosed as JSON that fits the published schema', () => {
    const { findings } = diagnosesSchema.parse(JSON.parse(asJson?.stdout ?? ''));
    expect(findings.map(({ namespace, cause }) => [namespace, cause])).toEqual([['shop-1', 'memory-leak']]);
  });

  test('in which something is wrong ends with 1 where that is asked for', () => {
    expect(asCode?.exitCode).toBe(1);
  });

  test('without the object that is asked about ends with 2', () => {
    expect(target).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('there is no deployment/none') });
  });
});

/** A server that has the recorded incident, and lets nobody read Secrets. */
function serve(server: FakeApiServer): void {
  const kinds = { configmaps: 'ConfigMap', events: 'Event', nodes: 'Node', pods: 'Pod', secrets: 'Secret' };
  const resources = Object.entries(kinds).map(([name, kind]) => ({ name, kind, namespaced: name !== 'nodes' }));
  server.on('GET /api/v1', json({ resources }));
  const space = '/api/v1/namespaces/shop-1';
  server.on(`GET ${space}/pods`, list('1', ...pods));
  server.on(`GET ${space}/events`, list('1', ...events));
  server.on(`GET ${space}/configmaps`, list('1', ...others.configmaps));
  server.on(`GET ${space}/secrets`, failure(403, 'Forbidden', 'secrets is forbidden: User "tester" cannot list'));
  server.on('GET /api/v1/nodes', list('1', ...nodes));
  server.on('GET /apis/apps/v1/namespaces/shop-1/deployments', list('1', ...deployments));
  for (const { metadata } of pods) {
    server.on(`GET ${space}/pods/${metadata.name}/log`, (response, request) => {
      const log = logs.find(({ previous }) => previous === (request.query['previous'] === 'true'));
      plain(log === undefined ? 400 : 200, log?.text ?? '')(response, request);
    });
  }
}

describe('a cluster', () => {
  let server: FakeApiServer;
  let text: string;
  let wrote: string;

  beforeAll(async () => {
    server = await FakeApiServer.start();
    serve(server);
    const KUBECONFIG = server.kubeconfig;
    const diagnosed = await sandbox.leaklab(['diagnose', '-n', 'shop-1'], { KUBECONFIG });
    text = diagnosed.stdout;
    await sandbox.leaklab(['collect', '-n', 'shop-1', '-o', 'incident'], { KUBECONFIG });
    wrote = (await sandbox.leaklab(['diagnose', '--bundle', 'incident'])).stdout;
  }, 60_000);
  afterAll(() => server.close());

  test('is diagnosed as well as it can be read', () => {
    expect(text).toMatch(/^namespace shop-1\n\n1\. invalid-config /);
  });

  test('is told of with what could not be read', () => {
    expect(text).toContain('\nnot seen:\n');
    expect(text).toContain('  secrets.json: secrets is forbidden');
  });

  test('is collected into a bundle that gives the same finding', () => {
    expect(wrote.split('\n').slice(0, 3)).toEqual(text.split('\n').slice(0, 3));
  });

  test('is only read', () => {
    expect([...new Set(server.requests.map(({ method }) => method))]).toEqual(['GET']);
  });
});
