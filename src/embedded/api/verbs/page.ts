import type { StoredObject } from '../../store/object.ts';
import { StatusError } from '../../store/status-error.ts';
import type { Selection, Store } from '../../store/store.ts';
import { formatContinue } from './continue-token.ts';
import type { ListOptions } from './list-options.ts';

/** A list or a chunk of one; what is beside the items is its `metadata`. */
export interface Page {
  items: StoredObject[];
  resourceVersion: string;
  continue?: string;
  remainingItemCount?: number;
}

/** Throws Expired (410) for a moment that is no longer kept; with a token to go on all the same. */
export function page(store: Store, selection: Selection, { limit, continue: start, at }: ListOptions): Page {
  const { items: all, resourceVersion } = listed(store, selection, start, at);
  const rest = start === undefined ? all : all.filter((object) => pathOf(object) > start.after);
  const items = limit === undefined ? rest : rest.slice(0, limit);
  const last = items.at(-1);
  if (last === undefined || items.length === rest.length) return { items, resourceVersion };
  const token = formatContinue({ version: Number(resourceVersion), after: pathOf(last) });
  // With a selector the API server does not know how many of the rest it selects.
  const selective = (selection.labelSelector ?? '') !== '' || (selection.fieldSelector ?? '') !== '';
  const count = selective ? {} : { remainingItemCount: rest.length - items.length };
  return { items, resourceVersion, continue: token, ...count };
}

function listed(store: Store, selection: Selection, start: ListOptions['continue'], at: number | undefined) {
  const version = start === undefined || start.version < 0 ? at : start.version;
  try {
    return store.list(selection, { at: version });
  } catch (thrown) {
    if (!(thrown instanceof StatusError) || thrown.code !== 410) throw thrown;
    if (start === undefined) throw tooOld('The resourceVersion for the provided list is too old.');
    throw tooOld(continueTooOld, formatContinue({ ...start, version: -1 }));
  }
}

/** In the words of apiserver's storage/etcd3/errors.go. */
const continueTooOld =
  'The provided continue parameter is too old to display a consistent list result. You can start a new list without ' +
  'the continue parameter, or use the continue token in this response to retrieve the remainder of the results. ' +
  'Continuing with the provided token results in an inconsistent list - objects that were created, modified, or ' +
  'deleted between the time the first chunk was returned and now may show up in the list.';

function tooOld(message: string, token?: string): StatusError {
  return new StatusError(410, 'Expired', message, undefined, token === undefined ? {} : { continue: token });
}

function pathOf({ metadata }: StoredObject): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`;
}
