/** Run at the top of a container's tree: prints what limits there are, and who is at the top before, with and after them. */
import { readFileSync } from 'node:fs';
import { openLimiter } from '../../../../src/embedded/cgroup/open.ts';
import { canJoin } from '../../../../src/embedded/kubelet/isolation.ts';

const atTop = () => readFileSync('/sys/fs/cgroup/cgroup.procs', 'utf8').trim().split('\n').filter(Boolean).length;
const before = atTop();
const limiter = await openLimiter(canJoin);
const during = atTop();
await limiter.close();
process.stdout.write(JSON.stringify({ enforcement: limiter.enforcement, before, during, after: atTop() }));
