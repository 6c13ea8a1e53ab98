import { describe, expect, test } from 'vitest';
import { Readings } from '../../../src/witness/readings.ts';
import type { Reading } from '../../../src/witness/witness.ts';
import { idA, idB, killOf, start } from '../evidence/evidence-of.ts';

function readingOf(seconds: number, containerId = idA): Reading {
  const time = start + seconds * 1000;
  return { time, containerId, usage: seconds, workingSet: 0, rss: 0, limit: null, oomKills: 0 };
}

function countOf(seconds: number, kills: number, containerId = idA) {
  return { time: start + seconds * 1000, containerId, kills };
}

/** A follower that writes down what it is given: "read 3" for the reading of second 3. */
function follower() {
  const heard: string[] = [];
  const second = (time: number) => (time - start) / 1000;
  return {
    heard,
    read: ({ time }: { time: number }) => void heard.push(`read ${second(time)}`),
    killed: ({ time, pid }: { time: number; pid: number }) => void heard.push(`killed ${pid} ${second(time)}`),
    counted: ({ time, kills }: { time: number; kills: number }) => void heard.push(`counted ${kills} ${second(time)}`),
  };
}

function newReadings(): Readings {
  return new Readings(() => undefined);
}

describe('a container that is asked for late', () => {
  test('comes with the readings made before, in order, then with all that follow', () => {
    const readings = newReadings();
    const { heard, ...handlers } = follower();
    for (const second of [1, 2]) readings.read(readingOf(second));
    readings.follow(idA, handlers);
    readings.read(readingOf(3));
    expect(heard).toEqual(['read 1', 'read 2', 'read 3']);
  });

  test('comes with its kills and its last count', () => {
    const readings = newReadings();
    const { heard, ...handlers } = follower();
    readings.killed(killOf(idA, 5));
    readings.counted(countOf(6, 1));
    readings.follow(idA, handlers);
    expect(heard).toEqual(['killed 7691 5', 'counted 1 6']);
  });

  test('comes without what was seen of other containers', () => {
    const readings = newReadings();
    const { heard, ...handlers } = follower();
    readings.read(readingOf(1, idB));
    readings.killed(killOf(idB, 1));
    readings.counted(countOf(1, 1, idB));
    readings.follow(idA, handlers);
    expect(heard).toEqual([]);
  });

  test('comes with the last two minutes only', () => {
    const readings = newReadings();
    const { heard, ...handlers } = follower();
    for (const second of [0, 60, 119, 180]) readings.read(readingOf(second));
    readings.follow(idA, handlers);
    expect(heard).toEqual(['read 60', 'read 119', 'read 180']);
  });

  test('comes with nothing when it has been silent for two minutes and others were read', () => {
    const readings = newReadings();
    const { heard, ...handlers } = follower();
    readings.read(readingOf(0));
    readings.read(readingOf(121, idB));
    readings.follow(idA, handlers);
    expect(heard).toEqual([]);
  });
});

describe('the same thing said again', () => {
  test('is one kill, when the stream reads the kernel log from its start again', () => {
    const readings = newReadings();
    const { heard, ...handlers } = follower();
    readings.follow(idA, handlers);
    // The node's time of boot comes out a little different with every stream.
    for (const seconds of [5, 5.9]) readings.killed(killOf(idA, seconds));
    expect(heard).toEqual(['killed 7691 5']);
  });

  test('is two kills where another process died, or the same id much later', () => {
    const readings = newReadings();
    const { heard, ...handlers } = follower();
    readings.follow(idA, handlers);
    for (const kill of [killOf(idA, 5), { ...killOf(idA, 5), pid: 8 }, killOf(idA, 60)]) readings.killed(kill);
    expect(heard).toEqual(['killed 7691 5', 'killed 8 5', 'killed 7691 60']);
  });

  test('is one count, that of the first time', () => {
    const readings = newReadings();
    const { heard, ...handlers } = follower();
    readings.follow(idA, handlers);
    for (const [seconds, kills] of [
      [5, 1],
      [6, 1],
      [7, 2],
    ] as const)
      readings.counted(countOf(seconds, kills));
    expect(heard).toEqual(['counted 1 5', 'counted 2 7']);
  });
});

test('a count of no kills says nothing', () => {
  const readings = newReadings();
  const { heard, ...handlers } = follower();
  readings.follow(idA, handlers);
  readings.counted(countOf(5, 0));
  expect(heard).toEqual([]);
});

test('nobody hears of a container that is followed no more', () => {
  const readings = newReadings();
  const { heard, ...handlers } = follower();
  readings.follow(idA, handlers);
  readings.unfollow(idA);
  readings.read(readingOf(1));
  readings.killed(killOf(idA, 1));
  readings.counted(countOf(1, 1));
  expect(heard).toEqual([]);
});

test('an interruption is passed on', () => {
  const heard: string[] = [];
  new Readings((why) => heard.push(why)).interrupted('the stream ended');
  expect(heard).toEqual(['the stream ended']);
});
