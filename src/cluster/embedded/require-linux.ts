import { Fault } from '../../shared/errors.ts';

/** A Fault where the embedded cluster cannot be. */
export function requireLinux(): void {
  if (process.platform === 'linux') return;
  const message = `the embedded cluster needs Linux, and this is ${process.platform}`;
  throw new Fault('environment', message, { hint: 'install Docker and kind, then: leaklab run … --on kind' });
}
