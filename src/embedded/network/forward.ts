import { connect } from 'node:net';
import type { Socket } from 'node:net';
import type { Backend } from './backends.ts';

/**
 * Carries a connection on to a backend, both ways, until both sides have ended. When the backend refuses or fails, the
 * client's connection is reset: it was taken already, so that it can not be refused any more.
 */
export function forward(client: Socket, { address, port }: Backend): void {
  const backend = connect({ host: address, port, allowHalfOpen: true });
  client.setNoDelay(true);
  backend.setNoDelay(true);
  client.pipe(backend);
  backend.pipe(client);
  for (const [from, to] of [
    [client, backend],
    [backend, client],
  ] as const) {
    from.once('error', () => to.resetAndDestroy());
    // Without an error both directions are over, and what is left to send is sent.
    from.once('close', (failed) => {
      if (!failed) to.destroySoon();
    });
  }
}
