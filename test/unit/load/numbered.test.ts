import { expect, test } from 'vitest';
import { numbered } from '../../../src/load/numbered.ts';

test('the number of a request stands in its path and its body', () => {
  const request = { method: 'POST', path: '/users/{n}?page={n}', body: { id: 'user-{n}' }, timeout: 5 } as const;
  expect(numbered(request, 7)).toEqual({
    method: 'POST',
    path: '/users/7?page=7',
    body: '{"id":"user-7"}',
    headers: { 'content-type': 'application/json' },
  });
});

test('a request without a body says nothing of its type', () => {
  const request = { method: 'GET', path: '/', body: null, timeout: 5 } as const;
  expect(numbered(request, 1)).toEqual({ method: 'GET', path: '/', body: null, headers: {} });
});
