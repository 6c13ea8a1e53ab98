import { expect, test } from 'vitest';
import { judgeNode } from '../../../../src/doctor/checks/node.ts';

test.each(['v24.0.0', 'v24.21.0', 'v26.10.0'])('Node %s is ok', (version) => {
  expect(judgeNode(version).outcome).toBe('ok');
});

test.each(['v22.19.0', 'v23.5.0'])('Node %s does, with a warning', (version) => {
  expect(judgeNode(version).outcome).toBe('warning');
});

test.each(['v20.20.2', 'v22.18.9', 'nonsense'])('Node %s is too old', (version) => {
  expect(judgeNode(version).outcome).toBe('failure');
});

test('an old Node is mended by one from the npm registry', () => {
  expect(judgeNode('v20.20.2')).toMatchObject({ mend: expect.stringContaining('node@24') });
});
