import { describe, expect, test } from 'vitest';
import { processTree } from '../../../../src/embedded/cgroup/process-tree.ts';
import { namesIn, readKernelFile } from '../../../../src/embedded/cgroup/files.ts';
import { waitUntil } from '../../../../src/shared/retry.ts';
import type { TestNode } from './node.ts';
import { startNode } from './node.ts';
import { runScript } from './run-script.ts';

const idle = `process.on('SIGTERM', () => process.exit(0)); setInterval(() => {}, 1000);`;
/** Forks for ever, also when the kernel lets it fork no more; deaf to SIGTERM. */
const bomb = `
  import { spawn } from 'node:child_process';
  process.on('SIGTERM', () => {});
  spawn('/bin/sh', ['-c', 'while :; do (while :; do sleep 1000 & done) 2>/dev/null; done'], { stdio: 'ignore' });
  setInterval(() => {}, 1000);
`;
/** Two processes that have left their parent and its session behind. */
const daemons = `
  import { spawn } from 'node:child_process';
  ${idle}
  spawn('/bin/sh', ['-c', '(setsid sleep 98765 &) ; (setsid setsid sleep 98765 &)'], { stdio: 'ignore' }).on('exit', () => console.log('left'));
`;

async function deleted(node: TestNode, name: string, gracePeriodSeconds = 1): Promise<void> {
  node.store.delete({ resource: 'pods', namespace: 'lab', name }, { gracePeriodSeconds });
  await waitUntil({ for: `${name} to be gone`, within: 20, every: 0.05 }, () =>
    node.pod(name) === undefined ? true : undefined,
  );
}

test.for(['kernel', 'watchdog'] as const)(
  'a pod that forks for ever is held, and ends with all its processes (%s)',
  async (limits, { skip }) => {
    await using node = await startNode({ limits });
    skip(node.kubelet.limits !== limits, 'the cgroups of this machine are not ours to write');
    node.create('bomb', { restartPolicy: 'Never', containers: [{ name: 'main', image: node.image(bomb) }] });
    await node.until('bomb', 'started', ({ state }) => state.running !== undefined || state.terminated !== undefined);
    let most = 0;
    const many = () => {
      most = Math.max(most, processTree(process.pid).length);
      return most > 900 || node.pod('bomb')?.status.phase === 'Failed' ? true : undefined;
    };
    await waitUntil({ for: 'many processes', within: 30, every: 0.1, evidence: () => String(most) }, many);
    node.create('calm', { containers: [{ name: 'main', image: node.image(idle) }] });
    await node.until('calm', 'ready', ({ ready }) => ready);
    expect(most).toBeLessThan(1200);
    await deleted(node, 'bomb');
    await waitUntil({ for: 'its processes to be gone', within: 10, every: 0.05 }, () =>
      processTree(process.pid).length < 30 ? true : undefined,
    );
    expect(node.pod('calm')?.status.containerStatuses[0]).toMatchObject({ ready: true, restartCount: 0 });
  },
);

describe('daemons end with their pod', () => {
  test.for([
    { how: 'held by a namespace', options: {} },
    { how: 'held by nothing', options: { isolation: 'none', limits: 'watchdog' } as const },
  ])('$how', async ({ options }) => {
    await using node = await startNode(options);
    node.create('daemons', { containers: [{ name: 'main', image: node.image(daemons) }] });
    await node.until('daemons', 'ready', ({ ready }) => ready);
    await waitUntil({ for: 'its daemons', within: 10, every: 0.02 }, async () =>
      (await node.log('daemons')) === 'left\n' ? true : undefined,
    );
    await waitUntil({ for: 'both', within: 10, every: 0.02 }, () => (sleepers().length >= 2 ? true : undefined));
    await deleted(node, 'daemons', 5);
    await waitUntil({ for: 'both to be gone', within: 5, every: 0.02, evidence: () => sleepers().join(' ') }, () =>
      sleepers().length === 0 ? true : undefined,
    );
    expect(sleepers()).toEqual([]);
  });
});

test('a container has no files of the engine open', async () => {
  await using node = await startNode();
  const script = `print(fs.readdirSync('/proc/self/fd').map((fd) => attempt(() => fs.readlinkSync('/proc/self/fd/' + fd)) === 'done' ? fs.readlinkSync('/proc/self/fd/' + fd) : '').filter((target) => target.startsWith('/') && target !== '/dev/null' && !target.startsWith('/proc/')));
    print(fs.readlinkSync('/proc/self/fd/0'));`;
  expect(await runScript(node, 'files', script)).toBe('[]\n/dev/null\n');
});

/** Processes of this machine that sleep for as long as the daemons do; one that has ended has no command line. */
function sleepers(): number[] {
  return namesIn('/proc')
    .filter((name) => readKernelFile(`/proc/${name}/cmdline`) === ['sleep', '98765', ''].join('\0'))
    .map(Number);
}
