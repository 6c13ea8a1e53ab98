import { expect, test } from 'vitest';
import { readSettings } from '../../../../apps/orders/settings.ts';

test('without variables it listens on 8080, keeps 1,000 orders and tells prices in euros', () => {
  expect(readSettings({})).toEqual({ port: 8080, host: undefined, keepOrders: 1000, currency: 'EUR', speedup: 1 });
});

test.each([
  ['CURRENCY', 'Euro', 'CURRENCY must be three capital letters, got "Euro"'],
  ['KEEP_ORDERS', '0', 'KEEP_ORDERS must be a whole number from 1 to 10000, got "0"'],
  ['KEEP_ORDERS', 'many', 'KEEP_ORDERS must be a whole number from 1 to 10000, got "many"'],
  ['PORT', '70000', 'PORT must be a whole number from 0 to 65535, got "70000"'],
  ['HOST', 'everywhere', 'HOST must be an IP address, got "everywhere"'],
  ['PACE', 'fast', 'PACE must be "real" or "lab", got "fast"'],
])('%s=%s is refused by name', (name, value, message) => {
  expect(() => readSettings({ [name]: value })).toThrow(new Error(message));
});
