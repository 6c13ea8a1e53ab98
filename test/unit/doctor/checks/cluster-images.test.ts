import { expect, test } from 'vitest';
import { judgeClusterImages } from '../../../../src/doctor/checks/cluster-images.ts';

const refs = ['data-processor:1.4.2', 'data-processor:1.4.3'];

test('a cluster with all images is ok', () => {
  expect(judgeClusterImages({ refs, nodes: ['lab'], missing: [] }).outcome).toBe('ok');
});

test('missing images are named, and are a warning: a run loads them', () => {
  expect(judgeClusterImages({ refs, nodes: ['lab'], missing: ['data-processor:1.4.3'] })).toMatchObject({
    outcome: 'warning',
    found: expect.stringContaining('data-processor:1.4.3'),
    mend: 'leaklab cluster up',
  });
});

test('without a cluster there is nothing to look into', () => {
  expect(judgeClusterImages({ refs, nodes: [], missing: [] }).outcome).toBe('skipped');
});
