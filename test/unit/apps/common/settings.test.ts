import { expect, test } from 'vitest';
import { readSettings, wholeNumber } from '../../../../apps/common/settings.ts';

test('a service runs at the incident’s own pace on port 8080 of all addresses when nothing is said', () => {
  expect(readSettings({})).toEqual({ pace: 'real', port: 8080, host: undefined });
});

test('pace, port and address are read', () => {
  const settings = readSettings({ PACE: 'lab', PORT: '0', HOST: '127.64.1.1' });
  expect(settings).toEqual({ pace: 'lab', port: 0, host: '127.64.1.1' });
});

test.each([
  [{ PACE: 'fast' }, 'PACE must be "real" or "lab", got "fast"'],
  [{ PORT: '70000' }, 'PORT must be a whole number from 0 to 65535, got "70000"'],
  [{ PORT: '8e3' }, 'PORT must be a whole number from 0 to 65535, got "8e3"'],
  [{ HOST: 'example.test' }, 'HOST must be an IP address, got "example.test"'],
])('%j is refused with the name of the variable and what it may be', (env, message) => {
  expect(() => readSettings(env)).toThrow(message);
});

test('a whole number is what it is, or what stands for it', () => {
  expect([wholeNumber({ N: '7' }, 'N', 3, 1, 9), wholeNumber({}, 'N', 3, 1, 9)]).toEqual([7, 3]);
});
