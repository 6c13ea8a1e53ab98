import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Changes } from '../../../../apps/notifier/changes.ts';
import { openAndClose, openForGood, openWithTimerEnded } from '../../../../apps/notifier/open-watch.ts';
import type { OpenWatch } from '../../../../apps/notifier/watch.ts';
import { Watches } from '../../../../apps/notifier/watches.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function openAndLeave(open: OpenWatch, visitors: number): Changes {
  const changes = new Changes();
  const watches = new Watches(open, changes, 1000);
  for (let visitor = 0; visitor < visitors; visitor += 1) watches.close(watches.open());
  return changes;
}

test.each([
  ['kept for good leaves its listener and its timer', openForGood, [5, 5]],
  ['whose timer is ended leaves its listener', openWithTimerEnded, [5, 0]],
  ['that is closed leaves nothing', openAndClose, [0, 0]],
] as const)('a watch %s', (_what, open, left) => {
  const changes = openAndLeave(open, 5);
  expect([changes.listenerCount('change'), vi.getTimerCount()]).toEqual(left);
});

test('a visitor is told of changes of the order on the page, and of no other', () => {
  const changes = new Changes();
  const watches = new Watches(openAndClose, changes, 1000);
  const id = watches.open();
  changes.emit('change', { orderId: id, state: 'paid' });
  changes.emit('change', { orderId: id + 1, state: 'paid' });
  expect(watches.told).toBe(1);
});

test('a visitor gets signs of life until the page is left', () => {
  const watches = new Watches(openAndClose, new Changes(), 1000);
  const id = watches.open();
  vi.advanceTimersByTime(3000);
  watches.close(id);
  vi.advanceTimersByTime(3000);
  expect([watches.told, watches.current()]).toEqual([3, []]);
});
