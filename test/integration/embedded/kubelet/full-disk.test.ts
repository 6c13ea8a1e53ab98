import { mkdtempSync, rmSync, statfsSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runCommand } from '../../../../src/shared/command.ts';
import { waitUntil } from '../../../../src/shared/retry.ts';
import { startNode } from './node.ts';

const idle = `process.on('SIGTERM', () => process.exit(0)); setInterval(() => {}, 1000);`;

describe.runIf(process.getuid?.() === 0)('on a disk that has no room left', () => {
  let base: string;
  beforeEach(async () => {
    base = mkdtempSync(join(tmpdir(), 'full-'));
    await runCommand('mount', ['-t', 'tmpfs', '-o', 'size=4m,nr_inodes=600', 'tmpfs', base]);
  });
  afterEach(async () => {
    await runCommand('umount', [base]);
    rmSync(base, { recursive: true });
  });

  test.for([
    {
      what: 'bytes',
      fill: () => {
        const { bavail, bsize } = statfsSync(base);
        writeFileSync(join(base, 'filler'), Buffer.alloc(bavail * bsize));
        return ['filler'];
      },
      text: 'MountVolume.SetUp failed for volume "v" : ENOSPC',
    },
    {
      what: 'files',
      fill: () => {
        const names = Array.from({ length: statfsSync(base).ffree }, (_, index) => `filler-${index}`);
        for (const name of names) writeFileSync(join(base, name), '');
        return names;
      },
      text: 'error making pod data directories: ENOSPC',
    },
  ])('$what: the engine stays, pods say what they lack, and go on when there is room', async ({ fill, text }) => {
    await using node = await startNode({ base });
    const image = node.image(idle);
    const chatty = node.image(`${idle} setInterval(() => console.log('x'.repeat(1000)), 1);`);
    const spec = (of: string, more = {}) => ({ containers: [{ name: 'main', image: of }], ...more });
    node.create('before', spec(chatty));
    await node.until('before', 'ready', ({ ready }) => ready);
    await waitUntil({ for: 'its first line', within: 10, every: 0.02 }, async () =>
      (await node.log('before')) === '' ? undefined : true,
    );

    const fillers = fill();
    node.store.create('configmaps', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'cfg', namespace: 'lab' },
      data: { a: 'x'.repeat(10_000) },
    });
    node.create('during', spec(image, { volumes: [{ name: 'v', configMap: { name: 'cfg' } }] }));
    node.create('plain', spec(image));
    const said = (name: string) => node.events(name).some((event) => event.includes('ENOSPC'));
    await waitUntil({ for: 'both to say so', within: 10, every: 0.02 }, () =>
      said('during') && said('plain') ? true : undefined,
    );
    expect(node.events('during')[0]).toContain(text);
    expect(node.pod('before')?.status.containerStatuses[0]).toMatchObject({ ready: true, restartCount: 0 });

    node.store.delete({ resource: 'pods', namespace: 'lab', name: 'before' });
    await waitUntil({ for: 'a pod to be gone', within: 10, every: 0.02 }, () =>
      node.pod('before') === undefined ? true : undefined,
    );
    for (const name of fillers) unlinkSync(join(base, name));
    await node.until('during', 'ready', ({ ready }) => ready);
    await node.until('plain', 'ready', ({ ready }) => ready);
  });
});
