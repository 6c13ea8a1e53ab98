import { expect, test } from 'vitest';
import { isBefore, parseVersion, releaseOf } from '../../../src/doctor/version.ts';

test.each([
  ['v24.21.0', { major: 24, minor: 21 }],
  ['kind v0.33.0 go1.26.8 linux/amd64', { major: 0, minor: 33 }],
  ['v1.36.0-alpha.1', { major: 1, minor: 36 }],
  ['unknown', undefined],
  ['', undefined],
])('the version in "%s" is read', (text, version) => {
  expect(parseVersion(text)).toEqual(version);
});

test('a version with a smaller minor number is before', () => {
  expect(isBefore({ major: 22, minor: 9 }, { major: 22, minor: 19 })).toBe(true);
});

test('a version is not before itself', () => {
  expect(isBefore({ major: 22, minor: 19 }, { major: 22, minor: 19 })).toBe(false);
});

test('a newer major version is not before, whatever its minor number', () => {
  expect(isBefore({ major: 24, minor: 0 }, { major: 22, minor: 19 })).toBe(false);
});

test.each([
  ['kindest/node:v1.34.4', 'v1.34.4'],
  ['localhost:5000/kindest/node:v1.35.0@sha256:0123', 'v1.35.0'],
  ['kindest/node@sha256:0123', undefined],
  ['kindest/node:latest', undefined],
])('the release of the node image %s is its tag', (image, release) => {
  expect(releaseOf(image)).toBe(release);
});
