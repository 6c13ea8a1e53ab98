import { apiVersionOf } from '../../kinds/kind-info.ts';
import type { KindInfo } from '../../kinds/kind-info.ts';
import { StatusError } from '../../store/status-error.ts';
import type { Exchange } from '../http/context.ts';
import { invalidOptions } from '../http/errors.ts';
import { flag, text, wholeNumber } from '../http/parameters.ts';
import { toStatus } from '../http/status.ts';
import type { Target } from '../target.ts';
import { Outlet } from './outlet.ts';
import { presenterOf } from './present.ts';
import { selectionOf } from './selection.ts';

/** Milliseconds between bookmarks, as the API server's watch cache. */
const bookmarkPeriod = 60_000;

/** Seconds of a watch that names no end; the API server takes 30 to 60 minutes. */
const longest = 1800;

/** A stream of JSON lines, one per change, until `timeoutSeconds` are over or the client goes away. */
export async function watch(exchange: Exchange, target: Target): Promise<void> {
  const { store, query, response, clock, signal } = exchange;
  const { kind } = target;
  const initial = initialEvents(query);
  const selection = selectionOf(exchange, target);
  const present = presenterOf(exchange, kind);
  const seconds = wholeNumber(query, 'timeoutSeconds') ?? longest;
  const bookmarks = flag(query, 'allowWatchBookmarks');
  const outlet = new Outlet(response);
  const bookmark = (annotations?: Record<string, string>) =>
    outlet.send(() => ({ type: 'BOOKMARK', object: bookmarkOf(kind, store.resourceVersion, annotations) }));

  let stop: () => void;
  try {
    stop = store.watch(selection, { resourceVersion: startOf(initial, query, store.resourceVersion) }, (event) =>
      outlet.send(() => ({ type: event.type, object: present.one(event.object) })),
    );
  } catch (thrown) {
    // Known too late for another answer: the API server has said 200 by then.
    if (!(thrown instanceof StatusError) || (thrown.code !== 410 && thrown.code !== 504)) throw thrown;
    outlet.send(() => ({ type: 'ERROR', object: toStatus(thrown) }));
    outlet.end();
    return;
  }
  outlet.begin();
  if (initial === true) bookmark({ 'k8s.io/initial-events-end': 'true' });
  const timer = setInterval(() => bookmarks && bookmark(), bookmarkPeriod);
  try {
    const over = AbortSignal.any([signal, outlet.closed]);
    await clock.sleep(seconds * 1000, over).catch((thrown: unknown) => {
      if (!over.aborted) throw thrown;
    });
    if (bookmarks && !outlet.closed.aborted) bookmark();
  } finally {
    clearInterval(timer);
    stop();
    outlet.end();
  }
}

/** Undefined where the client does not say whether it wants what is there already. */
function initialEvents(query: URLSearchParams): boolean | undefined {
  const asked = query.has('sendInitialEvents');
  const match = text(query, 'resourceVersionMatch');
  const refuse = (why: string) => invalidOptions('ListOptions', 'resourceVersionMatch', 'FieldValueForbidden', why);
  if (asked && match !== 'NotOlderThan') {
    throw refuse('sendInitialEvents requires setting resourceVersionMatch to NotOlderThan');
  }
  if (!asked && match !== undefined) {
    throw refuse('resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided');
  }
  return asked ? flag(query, 'sendInitialEvents') : undefined;
}

function startOf(initial: boolean | undefined, query: URLSearchParams, newest: string): string | undefined {
  if (initial === true) return undefined;
  const given = text(query, 'resourceVersion');
  return initial === false && (given === undefined || given === '0') ? newest : given;
}

function bookmarkOf(kind: KindInfo, resourceVersion: string, annotations?: Record<string, string>): object {
  const metadata = { resourceVersion, creationTimestamp: null, ...(annotations === undefined ? {} : { annotations }) };
  return { kind: kind.kind, apiVersion: apiVersionOf(kind), metadata };
}
