import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureImages } from '../../../src/images/ensure.ts';
import { CommandError, runCommand } from '../../../src/shared/command.ts';

const required = process.env['LEAKLAB_REQUIRE_KIND'] === '1';

describe.skipIf(!required && !(await dockerAnswers()))('an image built by the real Docker', () => {
  const ref = 'leaklab-test-greeter:1.0.0';
  let root = '';

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'images-'));
    mkdirSync(join(root, 'apps/leaklab-test-greeter/releases'), { recursive: true });
    const source = 'console.log(`pid ${process.pid} uid ${process.getuid?.()}`);\n';
    writeFileSync(join(root, 'apps/leaklab-test-greeter/releases/1.0.0.ts'), source);
    await ensure();
  });

  afterAll(async () => {
    await runCommand('docker', ['image', 'rm', '--force', ref], { reject: false });
    rmSync(root, { recursive: true });
  });

  function ensure() {
    const places = { stateFolder: join(root, 'state'), apps: join(root, 'apps') };
    return ensureImages({ refs: [ref], cluster: null, nodes: [], ...places });
  }

  test('runs node as PID 1 and not as root', async () => {
    const { stdout } = await runCommand('docker', ['run', '--rm', '--network', 'none', ref]);
    expect(stdout).toBe('pid 1 uid 1000');
  });

  test('is not built again while nothing changes', async () => {
    expect(await ensure()).toEqual({ built: [], loaded: [] });
  });

  test('adds one layer to its base', async () => {
    const layers = async (image: string) => {
      const format = '{{len .RootFS.Layers}}';
      return Number((await runCommand('docker', ['image', 'inspect', '--format', format, image])).stdout);
    };
    expect((await layers(ref)) - (await layers('node:24-bookworm-slim'))).toBe(1);
  });
});

async function dockerAnswers(): Promise<boolean> {
  try {
    await runCommand('docker', ['version'], { timeoutSeconds: 20 });
    return true;
  } catch (thrown) {
    if (thrown instanceof CommandError) return false;
    throw thrown;
  }
}
