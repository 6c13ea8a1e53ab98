import { connect } from 'node:net';
import { connectText } from './http-probe.ts';
import type { Outcome } from './outcome.ts';

/** A success when the port takes a connection in time. */
export function probeTcp(host: string, port: number, timeoutSeconds: number): Promise<Outcome> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const end = (outcome: Outcome) => {
      socket.destroy();
      resolve(outcome);
    };
    socket.setTimeout(timeoutSeconds * 1000, () => end({ ok: false, text: `dial tcp ${host}:${port}: i/o timeout` }));
    socket.once('connect', () => end({ ok: true, text: '' }));
    socket.once('error', (error) => end({ ok: false, text: connectText(error, `${host}:${port}`) }));
  });
}
