import { expect, test } from 'vitest';
import { toNodeImages } from '../../../../src/doctor/readings/node-images.ts';

test('an image is named by its tag', () => {
  expect(toNodeImages('kindest/node\tv1.34.4\t<none>')).toEqual(['kindest/node:v1.34.4']);
});

test('an image that was pulled by digest is named by that', () => {
  expect(toNodeImages('kindest/node\t<none>\tsha256:0123')).toEqual(['kindest/node@sha256:0123']);
});

test('no output is no image', () => {
  expect(toNodeImages('')).toEqual([]);
});
