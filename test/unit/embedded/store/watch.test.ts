import { beforeEach, describe, expect, test } from 'vitest';
import { createStore } from '../../../../src/embedded/store/create-store.ts';
import type { Store } from '../../../../src/embedded/store/store.ts';
import { follow, pod, podKey, refusalOf, withMetadata } from './objects.ts';

let store: Store;
beforeEach(() => {
  store = createStore({ history: 5 });
});

const pods = { resource: 'pods' };
const relabel = (name: string, labels: Record<string, string>) =>
  store.modify(podKey(name), (object) => withMetadata(object, { labels }));

describe('a watch', () => {
  test('begins with all that is there', () => {
    store.create('pods', pod('a'));
    expect(follow(store, pods)).toEqual(['ADDED a']);
  });

  test('tells of each change', () => {
    const heard = follow(store, pods);
    store.create('pods', pod('a'));
    relabel('a', { app: 'x' });
    store.delete(podKey('a'));
    expect(heard).toEqual(['ADDED a', 'MODIFIED a', 'DELETED a']);
  });

  test('hears nothing of other kinds', () => {
    const heard = follow(store, { resource: 'services' });
    store.create('pods', pod('a'));
    expect(heard).toEqual([]);
  });

  test('from a version hears only what came after', () => {
    const { metadata } = store.create('pods', pod('a'));
    store.create('pods', pod('b'));
    expect(follow(store, pods, metadata.resourceVersion)).toEqual(['ADDED b']);
  });

  test('from a version that is forgotten has expired', () => {
    for (let index = 0; index < 12; index += 1) store.create('pods', pod(`pod-${index}`));
    expect(refusalOf(() => follow(store, pods, '1'))).toMatch(/^410 Expired: too old resource version: 1 \(\d+\)$/);
  });

  test('from a version that is kept has not', () => {
    for (let index = 0; index < 12; index += 1) store.create('pods', pod(`pod-${index}`));
    expect(follow(store, pods, '10')).toEqual(['ADDED pod-10', 'ADDED pod-11']);
  });

  test('from a version to come is too large', () => {
    expect(refusalOf(() => follow(store, pods, '7'))).toBe(
      '504 Timeout: Timeout: Too large resource version: 7, current: 0',
    );
  });

  test('is over when it is stopped', () => {
    const heard: string[] = [];
    const stop = store.watch(pods, {}, ({ type }) => heard.push(type));
    stop();
    store.create('pods', pod('a'));
    expect(heard).toEqual([]);
  });

  test('tells the deleted object with the version of its deletion', () => {
    store.create('pods', pod('a'));
    const versions: string[] = [];
    store.watch(pods, { resourceVersion: '1' }, ({ object }) => versions.push(object.metadata.resourceVersion));
    store.delete(podKey('a'));
    expect(versions).toEqual(['2']);
  });
});

describe('a watch with a selector', () => {
  const selection = { ...pods, labelSelector: 'app=x' };

  test('hears an object that enters the selection as added', () => {
    store.create('pods', pod('a'));
    const heard = follow(store, selection);
    relabel('a', { app: 'x' });
    expect(heard).toEqual(['ADDED a']);
  });

  test('hears an object that leaves the selection as deleted', () => {
    store.create('pods', pod('a', { app: 'x' }));
    const heard = follow(store, selection);
    relabel('a', { app: 'y' });
    expect(heard).toEqual(['ADDED a', 'DELETED a']);
  });

  test('hears nothing of an object that stays outside', () => {
    store.create('pods', pod('a'));
    const heard = follow(store, selection);
    relabel('a', { app: 'y' });
    store.delete(podKey('a'));
    expect(heard).toEqual([]);
  });
});

describe('watchers that write', () => {
  test('are heard by all in the order of the writes', () => {
    store.watch(pods, {}, ({ type, object }) => {
      if (type === 'ADDED') relabel(object.metadata.name, { seen: 'yes' });
    });
    const heard = follow(store, pods);
    store.create('pods', pod('a'));
    expect(heard).toEqual(['ADDED a', 'MODIFIED a']);
  });

  test('do not repeat to a watch begun meanwhile what its beginning held', () => {
    const heard: string[] = [];
    store.watch(pods, {}, ({ type, object }) => {
      if (type !== 'ADDED') return;
      relabel(object.metadata.name, { seen: 'yes' });
      store.watch(pods, {}, (event) => heard.push(event.type));
    });
    store.create('pods', pod('a'));
    expect(heard).toEqual(['ADDED']);
  });
});
