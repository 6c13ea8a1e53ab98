import { expect, test } from 'vitest';
import { installDocker, installKind, installKubectl } from '../../../src/doctor/install.ts';

const linux = { platform: 'linux', arch: 'x64' };

test('kind is fetched for the processor of this machine', () => {
  expect(installKind({ platform: 'linux', arch: 'arm64' })).toContain('/kind-linux-arm64"');
});

test('the processor is named as Go names it', () => {
  expect(installKind(linux)).toContain('/kind-linux-amd64"');
});

test('kubectl is fetched in the version that the cluster has', () => {
  expect(installKubectl('v1.34.4', linux)).toContain('/release/v1.34.4/bin/linux/amd64/kubectl"');
});

test('kubectl is fetched in the newest version where no cluster is known', () => {
  expect(installKubectl(undefined, linux)).toContain('/release/$(curl -fsSL https://dl.k8s.io/release/stable.txt)/');
});

test('kubectl for macOS is that for macOS', () => {
  expect(installKubectl('v1.34.4', { platform: 'darwin', arch: 'arm64' })).toContain('/bin/darwin/arm64/kubectl"');
});

test('Docker comes from Homebrew on macOS', () => {
  expect(installDocker({ platform: 'darwin' })).toBe('brew install --cask docker && open -a Docker');
});
