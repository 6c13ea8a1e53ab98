import { describe, expect, test } from 'vitest';
import { mostEvents } from '../../../../src/embedded/controllers/events/event-expiry.ts';
import { startLab } from './lab.ts';
import type { Lab } from './lab.ts';

const names = ({ store }: Lab) => store.list({ resource: 'events' }).items.map(({ metadata }) => metadata.name);

/** Now, on the lab's clock. */
function tell({ store, clock }: Lab, name: string): void {
  const lastTimestamp = new Date(clock.now()).toISOString();
  store.create('events', { apiVersion: 'v1', kind: 'Event', metadata: { name, namespace: 'shop' }, lastTimestamp });
}

describe('an event', () => {
  test('goes an hour after it was last seen', async () => {
    const lab = await startLab();
    tell(lab, 'early');
    await lab.turn(1800);
    tell(lab, 'late');
    await lab.turn(1799);
    expect(names(lab)).toEqual(['early', 'late']);
    await lab.turn(2);
    expect(names(lab)).toEqual(['late']);
    await lab.turn(1800);
    expect(names(lab)).toEqual([]);
  });

  test('that is seen again stays', async () => {
    const lab = await startLab();
    tell(lab, 'again');
    await lab.turn(1800);
    const lastTimestamp = new Date(lab.clock.now()).toISOString();
    await lab.change('events', 'again', (event) => ({ ...event, lastTimestamp }));
    await lab.turn(1801);
    expect(names(lab)).toEqual(['again']);
  });

  test('that comes when none was left goes in its time too', async () => {
    const lab = await startLab();
    tell(lab, 'first');
    await lab.turn(3601);
    tell(lab, 'second');
    await lab.turn(3601);
    expect(names(lab)).toEqual([]);
  });

  test('of too many goes when it is the oldest', async () => {
    const lab = await startLab();
    for (let number = 0; number < 2 * mostEvents; number += 1) {
      if (number % 1000 === 0) await lab.turn(1);
      tell(lab, `event-${number}`);
    }
    await lab.turn(1);
    const left = names(lab);
    expect(left.length).toBeLessThanOrEqual(mostEvents * 1.1);
    expect([left.includes('event-0'), left.includes(`event-${2 * mostEvents - 1}`)]).toEqual([false, true]);
  });
});
