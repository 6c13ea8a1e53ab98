import { describe, expect, it } from 'vitest';
import { decisiveSamples } from '../../../src/diagnose/decisive-samples.ts';
import type { MemorySample } from '../../../src/evidence/memory.ts';

const mebibyte = 2 ** 20;

/** Samples four times a second with these levels, in MiB, under a limit of 128 MiB. */
function samplesOf(levels: number[]): MemorySample[] {
  return levels.map((level, index) => {
    const bytes = level * mebibyte;
    return { time: index * 250, usage: bytes, workingSet: bytes, rss: bytes, limit: 128 * mebibyte, restart: 0 };
  });
}

const climb = Array.from({ length: 40 }, (_, index) => 25 + 2.5 * index);
const levels = (samples: MemorySample[]) => samples.map(({ usage }) => usage / mebibyte);

describe('the samples that tell how a life went', () => {
  it('are all of them while it lives', () => {
    expect(levels(decisiveSamples(samplesOf([...climb, 3]), { endedAt: null }))).toEqual([...climb, 3]);
  });

  it('leave out what a killed process gives back and what its empty cgroup shows', () => {
    expect(levels(decisiveSamples(samplesOf([...climb, 50, 28, 0.3]), { endedAt: 10_000 }))).toEqual(climb);
  });

  it('leave out the seconds in which the kernel holds it at its limit', () => {
    const held = [127.5, 127.6, 127.5, 127.7, 127.6, 127.5];
    expect(levels(decisiveSamples(samplesOf([...climb, ...held]), { endedAt: 11_500 }))).toEqual([...climb, 127.5]);
  });

  it('keep a garbage collection in the middle of a life', () => {
    const sawtooth = [...climb.slice(0, 20), ...climb];
    expect(levels(decisiveSamples(samplesOf(sawtooth), { endedAt: 15_000 }))).toEqual(sawtooth);
  });

  it('are all of a life that stood at its limit from the start', () => {
    const standing = Array.from({ length: 20 }, () => 127.5);
    expect(levels(decisiveSamples(samplesOf(standing), { endedAt: 5_000 }))).toEqual(standing);
  });
});
