import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import type { LogOptions } from '../../kubelet/node-access.ts';
import type { StoredObject } from '../../store/object.ts';
import { StatusError } from '../../store/status-error.ts';
import { badRequest } from '../../store/status-errors.ts';
import type { Exchange } from '../http/context.ts';
import { flag, text, wholeNumber } from '../http/parameters.ts';
import type { ObjectTarget } from '../target.ts';

/** Milliseconds in which a log that is followed may still turn out to be an error. */
const grace = 250;

const named = z.array(z.looseObject({ name: z.string() })).optional();
const podSchema = z.looseObject({
  spec: z.looseObject({ nodeName: z.string().optional(), containers: named, initContainers: named }),
});

/** GET pods/NAME/log: the container's lines as plain text, as they come when they are followed. */
export async function log(exchange: Exchange, { namespace = '', name }: ObjectTarget): Promise<void> {
  const { store, node, query, response, signal } = exchange;
  const pod = store.get({ resource: 'pods', namespace, name });
  const options = logOptions(query);
  const container = containerOf(pod, options.container);
  const { nodeName = '' } = podSchema.parse(pod).spec;
  const begin = () => response.headersSent || response.writeHead(200, { 'content-type': 'text/plain' }).flushHeaders();
  // A pod that is on no node yet has an empty log (apiserver pkg/registry/core/pod/strategy.go, LogLocation).
  if (nodeName === '') {
    begin();
    response.end();
    return;
  }
  const stream = node.log(namespace, name, { ...options, container }, signal)[Symbol.asyncIterator]();
  try {
    const first = stream.next();
    // Until the node has said something an error is still a Status; but a quiet log must not keep a follower waiting.
    if (options.follow === true) await Promise.race([first, setTimeout(grace)]);
    else await first;
    for (let next = first; ; next = stream.next()) {
      if (options.follow === true) begin();
      const { done, value } = await next;
      begin();
      if (done === true) break;
      if (!response.write(value)) await drained(exchange);
    }
    response.end();
  } catch (thrown) {
    if (!signal.aborted) throw thrown;
  } finally {
    await stream.return?.();
  }
}

function logOptions(query: URLSearchParams): LogOptions {
  const tailLines = wholeNumber(query, 'tailLines');
  const limitBytes = wholeNumber(query, 'limitBytes');
  const sinceSeconds = sinceOf(query);
  if (tailLines !== undefined && tailLines < 0)
    throw invalid('tailLines', tailLines, 'must be greater than or equal to 0');
  if (limitBytes !== undefined && limitBytes < 1) throw invalid('limitBytes', limitBytes, 'must be greater than 0');
  if (sinceSeconds !== undefined && sinceSeconds < 1) {
    throw invalid('sinceSeconds', sinceSeconds, 'must be greater than 0');
  }
  return {
    container: text(query, 'container'),
    previous: flag(query, 'previous'),
    follow: flag(query, 'follow'),
    timestamps: flag(query, 'timestamps'),
    tailLines,
    sinceSeconds,
    limitBytes,
  };
}

/** `sinceTime` is turned into seconds, the only form that the node knows. */
function sinceOf(query: URLSearchParams): number | undefined {
  const sinceTime = text(query, 'sinceTime');
  if (sinceTime === undefined) return wholeNumber(query, 'sinceSeconds');
  const time = Date.parse(sinceTime);
  if (Number.isNaN(time)) throw badRequest(`sinceTime: expected an RFC 3339 time, got "${sinceTime}"`);
  return Math.max(1, Math.ceil((Date.now() - time) / 1000));
}

function invalid(field: string, value: number, why: string): StatusError {
  const message = `Invalid value: ${value}: ${why}`;
  const details = { kind: 'PodLogOptions', causes: [{ reason: 'FieldValueInvalid', message, field }] };
  return new StatusError(422, 'Invalid', `PodLogOptions "" is invalid: ${field}: ${message}`, details);
}

/** The container that is meant; BadRequest, in the API server's words, where it is none or cannot be guessed. */
function containerOf(pod: StoredObject, asked: string | undefined): string | undefined {
  const { name } = pod.metadata;
  const { containers = [], initContainers = [] } = podSchema.parse(pod).spec;
  if (asked === undefined) {
    if (containers.length <= 1) return containers[0]?.name;
    const choice = `choose one of: [${containers.map((one) => one.name).join(' ')}]`;
    const init =
      initContainers.length === 0
        ? ''
        : ` or one of the init containers: [${initContainers.map((one) => one.name).join(' ')}]`;
    throw badRequest(`a container name must be specified for pod ${name}, ${choice}${init}`);
  }
  if ([...containers, ...initContainers].some((one) => one.name === asked)) return asked;
  throw badRequest(`container ${asked} is not valid for pod ${name}`);
}

async function drained({ response, signal }: Exchange): Promise<void> {
  await new Promise<void>((resolve) => {
    const go = () => {
      response.off('drain', go);
      signal.removeEventListener('abort', go);
      resolve();
    };
    response.once('drain', go);
    signal.addEventListener('abort', go, { once: true });
  });
}
