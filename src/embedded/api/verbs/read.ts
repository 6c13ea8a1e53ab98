import { answerJson } from '../http/answer.ts';
import type { Exchange } from '../http/context.ts';
import type { ObjectTarget, Target } from '../target.ts';
import { listOptions } from './list-options.ts';
import { page } from './page.ts';
import { presenterOf } from './present.ts';
import { selectionOf } from './selection.ts';

export function get(exchange: Exchange, { kind, namespace, name }: ObjectTarget): void {
  const present = presenterOf(exchange, kind);
  const object = exchange.store.get({ resource: kind.resource, namespace, name });
  answerJson(exchange.response, 200, present.one(object));
}

/** Whole, or with `limit` in chunks, of which all are of the first one's moment. */
export function list(exchange: Exchange, target: Target): void {
  const present = presenterOf(exchange, target.kind);
  const options = listOptions(exchange.query, Number(exchange.store.resourceVersion));
  const { items, ...metadata } = page(exchange.store, selectionOf(exchange, target), options);
  answerJson(exchange.response, 200, present.list(items, metadata));
}
