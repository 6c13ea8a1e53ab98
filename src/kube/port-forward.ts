import { Duplex, PassThrough } from 'node:stream';
import type { KubeConfig } from '@kubernetes/client-node';
import { PortForward } from '@kubernetes/client-node';
import { messageOf } from '../shared/errors.ts';

/** A byte stream to a port of a pod, through the API server and the kubelet, as `kubectl port-forward` opens it. */
export async function openPort(config: KubeConfig, namespace: string, pod: string, port: number): Promise<Duplex> {
  const [fromPod, complaints, toPod] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const socket = await new PortForward(config)
    .portForward(namespace, pod, [port], fromPod, complaints, toPod)
    .catch((thrown: unknown) => {
      // A WebSocket that cannot be opened is reported as an event, whose text is in its `message`.
      throw new Error(`no port-forward to ${pod}:${port}: ${describe(thrown)}`, { cause: thrown });
    });
  if (typeof socket === 'function') throw new Error('a port-forward without retries has one socket');
  const stream = Duplex.from({ readable: fromPod, writable: toPod });
  // What breaks off is told by the stream as a whole.
  for (const part of [fromPod, toPod, complaints]) part.on('error', () => {});
  socket.addEventListener('close', () => fromPod.end());
  // The kubelet says here that nobody listens on the port.
  complaints.on('data', (text) => stream.destroy(new Error(String(text))));
  stream.once('close', () => socket.close());
  return stream;
}

function describe(thrown: unknown): string {
  if (typeof thrown === 'object' && thrown !== null && 'message' in thrown) return String(thrown.message);
  return messageOf(thrown);
}
