import { beforeEach, describe, expect, test } from 'vitest';
import { createStore } from '../../../../src/embedded/store/create-store.ts';
import type { Store } from '../../../../src/embedded/store/store.ts';
import { TurnedClock } from '../../shared/turned-clock.ts';
import { configMap, configMapKey, pod, podKey, refusalOf, withMetadata } from './objects.ts';

let clock: TurnedClock;
let store: Store;
beforeEach(() => {
  clock = new TurnedClock();
  store = createStore({ clock });
});

const running = (name: string, spec: object = {}) => pod(name, {}, { nodeName: 'lab', ...spec });

/** Seconds from now until the pod is to be gone. */
function secondsLeft(name: string): number {
  const { deletionTimestamp = '' } = store.get(podKey(name)).metadata;
  return Math.round((Date.parse(deletionTimestamp) - clock.now()) / 1000);
}

describe('a deleted object', () => {
  test('is gone at once', () => {
    store.create('configmaps', configMap('a'));
    store.delete(configMapKey('a'));
    expect(store.find(configMapKey('a'))).toBeUndefined();
  });

  test('stays until its last finalizer is taken away', () => {
    store.create('configmaps', withMetadata(configMap('a'), { finalizers: ['lab/hold'] }));
    store.delete(configMapKey('a'));
    const held = store.find(configMapKey('a'));
    store.modify(configMapKey('a'), (object) => withMetadata(object, { finalizers: [] }));
    expect([held?.metadata.deletionTimestamp, store.find(configMapKey('a'))]).toEqual([expect.any(String), undefined]);
  });

  test('keeps its finalizers when it is forced', () => {
    store.create('pods', withMetadata(running('a'), { finalizers: ['batch.kubernetes.io/job-tracking'] }));
    store.delete(podKey('a'), { force: true });
    expect(store.get(podKey('a')).metadata.deletionGracePeriodSeconds).toBe(0);
  });

  test('is not touched in a dry run', () => {
    store.create('configmaps', configMap('a'));
    store.delete(configMapKey('a'), { dryRun: true });
    expect(store.find(configMapKey('a'))).toBeDefined();
  });

  test('leaves its dependants to garbage collection by a finalizer', () => {
    store.create('configmaps', configMap('a'));
    const deleted = store.delete(configMapKey('a'), { propagationPolicy: 'Foreground' });
    expect(deleted.metadata.finalizers).toEqual(['foregroundDeletion']);
  });

  test('must be the one that the precondition means', () => {
    const { metadata } = store.create('configmaps', configMap('a'));
    expect(refusalOf(() => store.delete(configMapKey('a'), { preconditionUid: 'other' }))).toBe(
      '409 Conflict: Operation cannot be fulfilled on ConfigMap "a": the UID in the precondition (other) does not match ' +
        `the UID in record (${metadata.uid}). The object might have been deleted and then recreated`,
    );
  });
});

describe('a deleted pod', () => {
  test('waits for the grace period of its spec', () => {
    store.create('pods', running('a', { terminationGracePeriodSeconds: 5 }));
    store.delete(podKey('a'));
    expect([secondsLeft('a'), store.get(podKey('a')).metadata.deletionGracePeriodSeconds]).toEqual([5, 5]);
  });

  test('waits 30 s where nothing is said', () => {
    store.create('pods', running('a'));
    store.delete(podKey('a'));
    expect(secondsLeft('a')).toBe(30);
  });

  test('is gone at once while it runs nowhere', () => {
    store.create('pods', pod('a'));
    store.delete(podKey('a'));
    expect(store.find(podKey('a'))).toBeUndefined();
  });

  test('is gone at once when it has ended', () => {
    store.create('pods', { ...running('a'), status: { phase: 'Succeeded' } });
    store.delete(podKey('a'));
    expect(store.find(podKey('a'))).toBeUndefined();
  });

  test('is gone when the kubelet says so', () => {
    store.create('pods', running('a'));
    store.delete(podKey('a'));
    store.delete(podKey('a'), { force: true });
    expect(store.find(podKey('a'))).toBeUndefined();
  });

  test('may be deleted again, with a shorter grace period', () => {
    store.create('pods', running('a'));
    store.delete(podKey('a'));
    store.delete(podKey('a'), { gracePeriodSeconds: 3 });
    expect(secondsLeft('a')).toBe(3);
  });

  test('keeps a grace period that is shorter already', () => {
    store.create('pods', running('a'));
    store.delete(podKey('a'), { gracePeriodSeconds: 3 });
    store.delete(podKey('a'), { gracePeriodSeconds: 20 });
    expect(secondsLeft('a')).toBe(3);
  });
});

describe('a deleted namespace', () => {
  const key = { resource: 'namespaces', name: 'lab' };
  beforeEach(() => {
    store.create('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'lab' } });
    store.delete(key);
  });

  test('is terminating until it has been emptied', () => {
    expect(store.get(key)['status']).toEqual({ phase: 'Terminating' });
  });

  test('takes no new objects', () => {
    expect(refusalOf(() => store.create('pods', pod('a')))).toBe(
      '403 Forbidden: pods "a" is forbidden: unable to create new content in namespace lab because it is being terminated',
    );
  });

  test('is gone when its finalizer is taken from its spec', () => {
    store.modify(key, (object) => ({ ...object, spec: { finalizers: [] } }));
    expect(store.find(key)).toBeUndefined();
  });
});
