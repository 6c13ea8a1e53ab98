import type { Server } from 'node:http';

/** Milliseconds that requests under way get to end. */
const patience = 500;

/**
 * Ends the process on SIGTERM or SIGINT: without a handler the kernel ignores both for PID 1, and the kubelet would wait
 * out the whole grace period. Connections that are kept alive are cut, since a close would wait for them.
 */
export function stopOnSignal(server: Server, beforeStop: (signal: NodeJS.Signals) => void): void {
  let stopping = false;

  function stop(signal: NodeJS.Signals): void {
    if (stopping) return;
    stopping = true;
    beforeStop(signal);
    server.close(() => process.exit(0));
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), patience);
  }

  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}
