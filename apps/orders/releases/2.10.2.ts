import { isLaunched, launch } from '../launch.ts';

/** As 2.10.0, under a parent that hands signals on: the default action ends any process but PID 1. */
if (isLaunched()) {
  // Loaded by the child alone: the parent is to stay small.
  const { aRelease } = await import('../release.ts');
  const { start } = await import('../start.ts');
  await start({ ...aRelease('2.10.2'), stops: false });
} else {
  launch();
}
