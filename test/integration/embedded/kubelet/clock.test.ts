import { expect, test } from 'vitest';
import type { Clock } from '../../../../src/shared/clock.ts';
import { systemClock } from '../../../../src/shared/clock.ts';
import { startNode } from './node.ts';

const idle = `process.on('SIGTERM', () => process.exit(0)); setInterval(() => {}, 1000);`;
const hour = 3_600_000;

/** The machine's time of day, which can be set. */
function settableClock(): Clock & { offset: number } {
  const clock = { ...systemClock, offset: 0, now: () => Date.now() + clock.offset };
  return clock;
}

test.for([
  { how: 'ahead', jump: hour },
  { how: 'back', jump: -hour },
])('an hour $how: back-offs, probes and events go on as before', { timeout: 60_000 }, async ({ jump }) => {
  const clock = settableClock();
  await using node = await startNode({ clock });
  const exec = { command: ['/bin/sh', '-c', '[ -e /dev/shm/up ]'] };
  const late = `import { writeFileSync } from 'node:fs'; ${idle} setTimeout(() => writeFileSync('/dev/shm/up', ''), 3000);`;
  node.create('failing', { containers: [{ name: 'main', image: node.image('process.exit(1)') }] });
  node.create('probed', {
    containers: [
      { name: 'main', image: node.image(late), readinessProbe: { exec, periodSeconds: 1, initialDelaySeconds: 2 } },
    ],
  });
  const { restartCount } = await node.until(
    'failing',
    'in back-off',
    ({ state }) => state.waiting?.reason === 'CrashLoopBackOff',
  );
  clock.offset = jump;

  const began = performance.now();
  await node.until('probed', 'ready', ({ ready }) => ready);
  await node.until(
    'failing',
    'ended again',
    (container) => container.restartCount > restartCount && container.state.running === undefined,
  );
  // Not before its time, which was 10 s: a slow machine can only make it longer.
  expect((performance.now() - began) / 1000).toBeGreaterThan(5);
  const { status } = node.store.get({ resource: 'pods', namespace: 'lab', name: 'failing' });
  const ends = [...JSON.stringify(status).matchAll(/"finishedAt":"([^"]+)"/g)].map(([, time = '']) => Date.parse(time));
  expect(ends.map((end) => Math.round((end - Date.now()) / hour))).toContain(jump / hour);
});
