import { z } from 'zod';
import { anyObjectSchema } from '../evidence/objects.ts';
import type { AnyObject } from '../evidence/objects.ts';
import { systemClock } from '../shared/clock.ts';
import type { Clock } from '../shared/clock.ts';
import { messageOf } from '../shared/errors.ts';
import type { KubeApi, Reference } from './api.ts';
import { ApiFailure, isGone } from './failure.ts';

export interface WatchHandlers {
  /** Called for every object of the first list, then for every change. */
  changed(object: AnyObject): void;
  deleted(object: AnyObject): void;
  /** The API server could not be reached; the watch goes on trying. */
  interrupted?(why: string, thrown: unknown): void;
}

const watchEventSchema = z.object({
  type: z.enum(['ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK', 'ERROR']),
  object: z.looseObject({}),
});

/** Milliseconds before the next watch: a server that closes each one at once must not be asked as fast as it answers. */
const pause = 200;

/** Milliseconds before a server is asked again that could not be reached. */
const longPause = 1000;

/**
 * Follows all objects of a kind until `signal` is aborted: list, watch from there, and again from the start when the
 * server has forgotten where we were (410) or could not be reached. Objects that went away meanwhile are reported deleted.
 */
export async function watchObjects(
  api: KubeApi,
  reference: Reference,
  handlers: WatchHandlers,
  signal: AbortSignal,
  clock: Clock = systemClock,
): Promise<void> {
  const known = new Map<string, AnyObject>();
  while (!signal.aborted) {
    try {
      const list = await api.list(reference, {}, signal);
      const listed = new Set(list.items.map(keyOf));
      for (const [key, object] of known) if (!listed.has(key)) remove(known, key, object, handlers);
      for (const object of list.items) update(known, object, handlers);
      await follow(api, reference, list.version, known, handlers, signal, clock);
    } catch (thrown) {
      if (signal.aborted) return;
      if (!isGone(thrown)) handlers.interrupted?.(messageOf(thrown), thrown);
      await clock.sleep(isGone(thrown) ? pause : longPause, signal).catch(() => undefined);
    }
  }
}

/** Watches from `version` on, one connection after the other; an ApiFailure when the server has forgotten that version. */
async function follow(
  api: KubeApi,
  reference: Reference,
  version: string,
  known: Map<string, AnyObject>,
  handlers: WatchHandlers,
  signal: AbortSignal,
  clock: Clock,
): Promise<never> {
  const path = await api.path(reference);
  let from = version;
  for (;;) {
    const query = `?watch=true&allowWatchBookmarks=true&timeoutSeconds=240&resourceVersion=${from}`;
    for await (const line of api.connection.lines({ method: 'GET', path: path + query, timeout: 250 }, signal)) {
      const event = watchEventSchema.parse(JSON.parse(line));
      if (event.type === 'ERROR') throw ApiFailure.fromStatus(event.object);
      const object = anyObjectSchema.parse({ ...event.object, metadata: { name: '', ...metadataOf(event.object) } });
      from = object.metadata.resourceVersion ?? from;
      if (event.type === 'DELETED') remove(known, keyOf(object), object, handlers);
      else if (event.type !== 'BOOKMARK') update(known, object, handlers);
    }
    await clock.sleep(pause, signal);
  }
}

function update(known: Map<string, AnyObject>, object: AnyObject, handlers: WatchHandlers): void {
  const key = keyOf(object);
  const before = known.get(key);
  // A list after a gap repeats what has not changed since.
  if (before !== undefined && before.metadata.resourceVersion === object.metadata.resourceVersion) return;
  known.set(key, object);
  handlers.changed(object);
}

function remove(known: Map<string, AnyObject>, key: string, object: AnyObject, handlers: WatchHandlers): void {
  if (known.delete(key)) handlers.deleted(object);
}

function keyOf(object: AnyObject): string {
  return object.metadata.uid ?? `${object.metadata.namespace}/${object.metadata.name}`;
}

function metadataOf(object: Record<string, unknown>): object {
  const { metadata } = object;
  return typeof metadata === 'object' && metadata !== null ? metadata : {};
}
