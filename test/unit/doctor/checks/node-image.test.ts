import { describe, expect, test } from 'vitest';
import type { NodeImageReading } from '../../../../src/doctor/checks/node-image.ts';
import { judgeNodeImage } from '../../../../src/doctor/checks/node-image.ts';

const nothing: NodeImageReading = {
  wanted: undefined,
  hasWanted: false,
  local: [],
  inUse: undefined,
  cgroupVersion: 2,
};

test('the image of the cluster that is there is ok, whatever else is asked for', () => {
  const reading = { ...nothing, wanted: 'kindest/node:v1.36.0', inUse: 'kindest/node:v1.34.4' };
  expect(judgeNodeImage(reading)).toEqual({ outcome: 'ok', found: 'kindest/node:v1.34.4, in use by the cluster' });
});

test('an image that Docker has is ok', () => {
  expect(judgeNodeImage({ ...nothing, local: ['kindest/node:v1.34.4'] }).outcome).toBe('ok');
});

test('no image at all is a warning: it may be pulled', () => {
  expect(judgeNodeImage(nothing).outcome).toBe('warning');
});

test('the image of LEAKLAB_KIND_NODE_IMAGE is ok when Docker has it', () => {
  expect(judgeNodeImage({ ...nothing, wanted: 'my/node:v1.33.1', hasWanted: true }).outcome).toBe('ok');
});

test('the image of LEAKLAB_KIND_NODE_IMAGE is to be pulled when Docker has only others', () => {
  expect(judgeNodeImage({ ...nothing, wanted: 'my/node:v1.33.1', local: ['kindest/node:v1.34.4'] })).toMatchObject({
    outcome: 'warning',
    mend: 'docker pull my/node:v1.33.1',
  });
});

describe('on cgroup v1', () => {
  const v1: NodeImageReading = { ...nothing, cgroupVersion: 1 };

  test("kind's default is not relied on: an older image that Docker has is proposed", () => {
    expect(judgeNodeImage({ ...v1, local: ['kindest/node:v1.36.0', 'kindest/node:v1.34.4'] })).toMatchObject({
      outcome: 'warning',
      mend: 'export LEAKLAB_KIND_NODE_IMAGE=kindest/node:v1.34.4',
    });
  });

  test('an image whose kubelet refuses it is a warning, though Docker has it', () => {
    expect(judgeNodeImage({ ...v1, wanted: 'kindest/node:v1.35.0', hasWanted: true })).toMatchObject({
      outcome: 'warning',
      found: expect.stringContaining('refuse cgroup v1'),
    });
  });

  test.each(['kindest/node:v1.34.4', 'my/node:latest'])('%s is taken at its word', (wanted) => {
    expect(judgeNodeImage({ ...v1, wanted, hasWanted: true }).outcome).toBe('ok');
  });
});
