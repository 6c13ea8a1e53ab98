import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { configMap, Lab, pod } from './lab.ts';

let lab: Lab;
beforeEach(async () => {
  lab = await Lab.start();
});
afterEach(() => lab.stop());

const maps = '/api/v1/namespaces/lab/configmaps';
const merge = { 'content-type': 'application/merge-patch+json' };

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
