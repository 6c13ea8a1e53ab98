import { aRelease } from '../release.ts';
import { start } from '../start.ts';

// As PID 1 it has no default action to fall back on: the kernel drops signals without a handler (pid_namespaces(7)).
await start({ ...aRelease('2.10.0'), stops: false });
