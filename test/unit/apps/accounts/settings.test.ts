import { expect, test } from 'vitest';
import { readSettings } from '../../../../apps/accounts/settings.ts';
import { reasonOf } from '../../../../apps/accounts/reason.ts';

const database = { DB_HOST: 'accounts-db', DB_NAME: 'accounts', DB_USER: 'accounts', DB_PASSWORD: 'secret' };

test('the database is where the environment says', () => {
  expect(readSettings(database).database).toEqual({
    host: 'accounts-db',
    port: 5432,
    name: 'accounts',
    user: 'accounts',
    password: 'secret',
  });
});

test.each(Object.keys(database))('a start without %s says so', (name) => {
  expect(() => readSettings({ ...database, [name]: '' })).toThrow(`${name} must be set`);
});

test('the reason of several refused addresses is that of the first', () => {
  const refused = new AggregateError([new Error('connect ECONNREFUSED ::1:5432'), new Error('other')], '');
  expect(reasonOf(refused)).toBe('connect ECONNREFUSED ::1:5432');
});
