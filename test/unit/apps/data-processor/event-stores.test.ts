import { describe, expect, test } from 'vitest';
import type { EventStore } from '../../../../apps/data-processor/event-store.ts';
import { EventHistory } from '../../../../apps/data-processor/event-history.ts';
import { RecentEvents } from '../../../../apps/data-processor/recent-events.ts';

function fill(store: EventStore, count: number, bytes = 10_240): void {
  for (let id = 1; id <= count; id += 1) {
    store.keep({ id, receivedAt: 0, bytes, source: 'feed' }, Buffer.alloc(bytes, 1));
  }
}

function ids(store: EventStore, last: number): number[] {
  return store.last(last).map((event) => event.id);
}

describe('the history of events', () => {
  test('keeps every event and its payload', () => {
    const store = new EventHistory();
    fill(store, 25);
    expect([store.kept, store.keptBytes]).toEqual([25, 25 * 10_240]);
  });

  test('holds memory of its own for each payload', () => {
    const before = process.memoryUsage().arrayBuffers;
    const store = new EventHistory();
    fill(store, 2000);
    expect(process.memoryUsage().arrayBuffers - before).toBeGreaterThanOrEqual(store.keptBytes);
  });

  test('lists the last events, newest last', () => {
    const store = new EventHistory();
    fill(store, 25);
    expect(ids(store, 3)).toEqual([23, 24, 25]);
  });

  test('lists nothing when asked for none', () => {
    const store = new EventHistory();
    fill(store, 25);
    expect(ids(store, 0)).toEqual([]);
  });
});

describe('the recent events', () => {
  test('are never more than the capacity', () => {
    const store = new RecentEvents(10);
    fill(store, 25);
    expect([store.kept, store.keptBytes]).toEqual([10, 10 * 10_240]);
  });

  test('are all there before the capacity is reached', () => {
    const store = new RecentEvents(10);
    fill(store, 4);
    expect(ids(store, 100)).toEqual([1, 2, 3, 4]);
  });

  test('are listed over the end of the ring, newest last', () => {
    const store = new RecentEvents(10);
    fill(store, 23);
    expect(ids(store, 5)).toEqual([19, 20, 21, 22, 23]);
  });

  test('are listed as none when asked for none', () => {
    const store = new RecentEvents(10);
    fill(store, 23);
    expect(ids(store, 0)).toEqual([]);
  });

  test('take no more memory for payloads longer than a slot', () => {
    const store = new RecentEvents(10);
    fill(store, 12, 1_000_000);
    expect(store.keptBytes).toBe(10 * 10_240);
  });

  test('count the bytes of short payloads as they come and go', () => {
    const store = new RecentEvents(2);
    fill(store, 1, 10_240);
    fill(store, 2, 7);
    expect(store.keptBytes).toBe(14);
  });
});
