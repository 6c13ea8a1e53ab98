import { expect, test } from 'vitest';
import { mismatchProblems } from '../../../../src/embedded/kinds/validation/selector.ts';

const labels = { app: 'web', tier: 'front' };
const expression = (key: string, operator: string, values?: string[]) => ({
  matchExpressions: [{ key, operator, ...(values === undefined ? {} : { values }) }],
});

test.each([
  [{ matchLabels: { app: 'web' } }, true],
  [{ matchLabels: { app: 'web', tier: 'back' } }, false],
  [expression('app', 'In', ['web', 'api']), true],
  [expression('app', 'In', ['api']), false],
  [expression('zone', 'In', ['a']), false],
  [expression('app', 'NotIn', ['api']), true],
  [expression('app', 'NotIn', ['web']), false],
  [expression('zone', 'NotIn', ['a']), true],
  [expression('app', 'Exists'), true],
  [expression('zone', 'Exists'), false],
  [expression('zone', 'DoesNotExist'), true],
  [expression('app', 'DoesNotExist'), false],
  [{ matchLabels: { app: 'web' }, ...expression('tier', 'In', ['back']) }, false],
  [undefined, false],
])('%j chooses a template of app=web, tier=front: %s', (selector, chosen) => {
  expect(mismatchProblems(selector, labels, 'labels').length === 0).toBe(chosen);
});
