import { describe, expect, test } from 'vitest';
import { formatBytes, formatSeconds, parseQuantity } from '../../../src/shared/quantity.ts';

describe('a Kubernetes quantity is read as a number', () => {
  test.each([
    ['0', 0],
    ['128974848', 128_974_848],
    ['128Mi', 134_217_728],
    ['1.5Gi', 1_610_612_736],
    ['.5Ki', 512],
    ['1.', 1],
    ['+2k', 2000],
    ['-1', -1],
    ['500m', 0.5],
    ['250u', 0.00025],
    ['7n', 7e-9],
    ['129e6', 129_000_000],
    ['1E3', 1000],
    ['1E', 1e18],
    ['2P', 2e15],
    ['1Pi', 2 ** 50],
    ['1Ei', 2 ** 60],
  ])('%s is %d', (text, value) => {
    expect(parseQuantity(text)).toBeCloseTo(value, 12);
  });

  test.each(['', ' 1', 'Mi', '.', '1 Mi', '128mi', '128MB', '1Ki2', '1e3Mi', '1,5Gi', 'Infinity', '0x10'])(
    '"%s" is none',
    (text) => {
      expect(parseQuantity(text)).toBeUndefined();
    },
  );
});

describe('bytes are written for people, with three digits', () => {
  test.each([
    [0, '0 B'],
    [1023, '1023 B'],
    [1024, '1 KiB'],
    [1536, '1.50 KiB'],
    [134_217_728, '128 MiB'],
    [132_513_792, '126 MiB'],
    [97_000_000, '92.5 MiB'],
    [1024 ** 2 - 1, '1.00 MiB'],
    [5 * 2 ** 50, '5120 TiB'],
    [-2048, '-2 KiB'],
  ])('%d is %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});

describe('seconds are written for people, no finer than anybody needs', () => {
  test.each([
    [0, '0 s'],
    [9.96, '10 s'],
    [1.24, '1.2 s'],
    [42.4, '42 s'],
    [119.4, '119 s'],
    [119.6, '2 min 0 s'],
    [599, '9 min 59 s'],
    [600, '10 min'],
    [4200, '70 min'],
    [9000, '2 h 30 min'],
    [172_800, '2 days'],
    [Infinity, 'for ever'],
  ])('%d s is %s', (seconds, text) => {
    expect(formatSeconds(seconds)).toBe(text);
  });
});
