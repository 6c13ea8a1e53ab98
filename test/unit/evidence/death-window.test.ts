import { expect, test } from 'vitest';
import { parseTime } from '../../../src/evidence/death-window.ts';

test('a time of Kubernetes is read to the millisecond', () => {
  expect(parseTime('2026-11-21T11:45:27Z')).toBe(Date.UTC(2026, 10, 21, 11, 45, 27));
});

test.each([undefined, null, '', 'soon'])('%s is no time', (text) => {
  expect(parseTime(text)).toBeNull();
});

test('the start of 1970 that containerd gives to a container it could not start is no time', () => {
  expect(parseTime('1970-01-01T00:00:00Z')).toBeNull();
});
