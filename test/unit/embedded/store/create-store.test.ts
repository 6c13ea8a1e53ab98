import { beforeEach, describe, expect, test } from 'vitest';
import { createStore } from '../../../../src/embedded/store/create-store.ts';
import { forbidden } from '../../../../src/embedded/store/status-errors.ts';
import type { Store } from '../../../../src/embedded/store/store.ts';
import { TurnedClock } from '../../shared/turned-clock.ts';
import { configMap, configMapKey, pod, podKey, refusalOf, withMetadata } from './objects.ts';

let store: Store;
beforeEach(() => {
  store = createStore({ clock: new TurnedClock() });
});

describe('a new object', () => {
  test('gets a uid, a version, a generation and the time in whole seconds', () => {
    expect(store.create('pods', pod('a')).metadata).toMatchObject({
      uid: expect.stringMatching(/^[0-9a-f-]{36}$/),
      resourceVersion: '1',
      generation: 1,
      creationTimestamp: expect.stringMatching(/T\d\d:\d\d:\d\dZ$/),
    });
  });

  test('has no generation where its kind has none', () => {
    expect(store.create('configmaps', configMap('a')).metadata).not.toHaveProperty('generation');
  });

  test('is named after generateName, with five characters without vowels', () => {
    const { metadata } = store.create('pods', withMetadata(pod('x'), { name: undefined, generateName: 'ledger-' }));
    expect(metadata.name).toMatch(/^ledger-[b-df-hj-np-tv-z2-9]{5}$/);
  });

  test('is refused when its name is taken', () => {
    store.create('pods', pod('a'));
    expect(refusalOf(() => store.create('pods', pod('a')))).toBe('409 AlreadyExists: pods "a" already exists');
  });

  test('may have the name of an object of another namespace', () => {
    store.create('pods', pod('a'));
    expect(store.create('pods', withMetadata(pod('a'), { namespace: 'other' })).metadata.name).toBe('a');
  });

  test('shares nothing with what was given', () => {
    const given = configMap('a', { key: 'before' });
    store.create('configmaps', given);
    Object.assign(Object(given['data']), { key: 'after' });
    expect(store.get(configMapKey('a'))['data']).toEqual({ key: 'before' });
  });

  test('cannot be changed by who reads it', () => {
    store.create('configmaps', configMap('a', { key: 'before' }));
    expect(() => Object.assign(Object(store.get(configMapKey('a'))['data']), { key: 'after' })).toThrow(TypeError);
  });

  test('is not kept in a dry run', () => {
    store.create('pods', pod('a'), { dryRun: true });
    expect(store.find(podKey('a'))).toBeUndefined();
  });

  test('is refused where admission says so', () => {
    const strict = createStore({
      admit: (resource) => {
        throw forbidden(resource, 'a', 'exceeded quota');
      },
    });
    expect(refusalOf(() => strict.create('pods', pod('a')))).toBe(
      '403 Forbidden: pods "a" is forbidden: exceeded quota',
    );
  });

  test('is stored as admission completes it', () => {
    const completing = createStore({ admit: (_resource, object) => ({ ...object, spec: { nodeName: 'lab' } }) });
    expect(completing.create('pods', pod('a'))['spec']).toEqual({ nodeName: 'lab' });
  });
});

describe('an update', () => {
  test('is refused when the object has changed since it was read', () => {
    const read = store.create('pods', pod('a'));
    store.update('pods', { ...read, spec: { nodeName: 'lab' } });
    expect(refusalOf(() => store.update('pods', { ...read, spec: { nodeName: 'other' } }))).toBe(
      '409 Conflict: Operation cannot be fulfilled on pods "a": the object has been modified; ' +
        'please apply your changes to the latest version and try again',
    );
  });

  test('is made whatever has changed when it names no version', () => {
    const read = store.create('pods', pod('a'));
    store.update('pods', { ...read, spec: { nodeName: 'lab' } });
    const late = withMetadata({ ...read, spec: { nodeName: 'other' } }, { resourceVersion: '' });
    expect(store.update('pods', late)['spec']).toEqual({ nodeName: 'other' });
  });

  test('is refused for an object that took over the name', () => {
    const read = store.create('configmaps', configMap('a'));
    store.delete(configMapKey('a'));
    store.create('configmaps', configMap('a'));
    const late = withMetadata({ ...read, data: { key: 'value' } }, { resourceVersion: '' });
    expect(refusalOf(() => store.update('configmaps', late))).toContain('409 Conflict');
  });

  test('of nothing is not found', () => {
    const read = store.create('configmaps', configMap('a'));
    store.delete(configMapKey('a'));
    expect(refusalOf(() => store.update('configmaps', read))).toBe('404 NotFound: configmaps "a" not found');
  });

  test('leaves the status as it is', () => {
    const read = store.create('pods', { ...pod('a'), status: { phase: 'Pending' } });
    const written = store.update('pods', { ...read, spec: { nodeName: 'lab' }, status: { phase: 'Running' } });
    expect(written['status']).toEqual({ phase: 'Pending' });
  });

  test('of the status writes nothing else', () => {
    const read = store.create('pods', pod('a', { app: 'x' }));
    const other = withMetadata({ ...read, spec: { nodeName: 'lab' }, status: { phase: 'Running' } }, { labels: {} });
    const written = store.update('pods', other, 'status');
    expect([written['spec'], written.metadata.labels, written['status']]).toEqual([
      {},
      { app: 'x' },
      { phase: 'Running' },
    ]);
  });

  test('of the spec raises the generation', () => {
    const read = store.create('pods', pod('a'));
    expect(store.update('pods', { ...read, spec: { activeDeadlineSeconds: 60 } }).metadata.generation).toBe(2);
  });

  test('of a pod that only binds it to a node does not', () => {
    const read = store.create('pods', pod('a'));
    const bound = { ...read, spec: { ...Object(read['spec']), nodeName: 'lab' } };
    expect(store.update('pods', bound).metadata.generation).toBe(1);
  });

  test('of labels does not', () => {
    const read = store.create('pods', pod('a'));
    expect(store.update('pods', withMetadata(read, { labels: { app: 'x' } })).metadata.generation).toBe(1);
  });

  test('that changes nothing writes nothing', () => {
    const read = store.create('pods', pod('a'));
    store.update('pods', read);
    expect(store.resourceVersion).toBe('1');
  });

  test('cannot change when the object was made', () => {
    const read = store.create('pods', pod('a'));
    const forged = withMetadata({ ...read, spec: { nodeName: 'lab' } }, { creationTimestamp: '1999-12-31T23:59:59Z' });
    expect(store.update('pods', forged).metadata.creationTimestamp).toBe(read.metadata.creationTimestamp);
  });
});

describe('modify', () => {
  test('hands out an object that may be changed in place', () => {
    store.create('configmaps', configMap('a', { key: 'before' }));
    store.modify(configMapKey('a'), (object) => {
      Object.assign(Object(object['data']), { key: 'after' });
      return object;
    });
    expect(store.get(configMapKey('a'))['data']).toEqual({ key: 'after' });
  });

  test('of what is gone gives nothing', () => {
    expect(store.modify(podKey('a'), (object) => object)).toBeUndefined();
  });
});

describe('a list', () => {
  test('is ordered by namespace and name', () => {
    for (const name of ['b', 'c', 'a']) store.create('pods', pod(name));
    store.create('pods', withMetadata(pod('z'), { namespace: 'early' }));
    expect(store.list({ resource: 'pods' }).items.map(({ metadata }) => metadata.name)).toEqual(['z', 'a', 'b', 'c']);
  });

  test('of a namespace has nothing of another', () => {
    store.create('pods', pod('a'));
    store.create('pods', withMetadata(pod('b'), { namespace: 'other' }));
    expect(store.list({ resource: 'pods', namespace: 'lab' }).items).toHaveLength(1);
  });

  test('of a kind that never had an object is empty', () => {
    expect(store.list({ resource: 'leases.coordination.k8s.io' })).toEqual({ items: [], resourceVersion: '0' });
  });
});
