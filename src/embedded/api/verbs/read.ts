import { badRequest, tooLarge } from '../../store/status-errors.ts';
import { answerJson } from '../http/answer.ts';
import type { Exchange } from '../http/context.ts';
import { invalidOptions } from '../http/errors.ts';
import { text } from '../http/parameters.ts';
import type { ObjectTarget, Target } from '../target.ts';
import { presenterOf } from './present.ts';
import { selectionOf } from './selection.ts';

export function get(exchange: Exchange, { kind, namespace, name }: ObjectTarget): void {
  const present = presenterOf(exchange, kind);
  const object = exchange.store.get({ resource: kind.resource, namespace, name });
  answerJson(exchange.response, 200, present.one(object));
}

/** All at once: `limit` is taken as a wish, so that there is never anything to `continue`. */
export function list(exchange: Exchange, target: Target): void {
  const { store, query, response } = exchange;
  if (query.has('sendInitialEvents')) {
    const why = 'sendInitialEvents is forbidden for list';
    throw invalidOptions('ListOptions', 'sendInitialEvents', 'FieldValueForbidden', why);
  }
  if (text(query, 'continue') !== undefined) {
    throw badRequest('invalid continue token: this server gives every list whole and has made none');
  }
  checkVersion(text(query, 'resourceVersion'), Number(store.resourceVersion));
  const present = presenterOf(exchange, target.kind);
  const { items, resourceVersion } = store.list(selectionOf(exchange, target));
  answerJson(response, 200, present.list(items, resourceVersion));
}

function checkVersion(wanted: string | undefined, current: number): void {
  if (wanted === undefined) return;
  if (!/^\d+$/.test(wanted)) {
    const why = `strconv.ParseUint: parsing "${wanted}": invalid syntax`;
    throw badRequest(`invalid resource version: resourceVersion: Invalid value: "${wanted}": ${why}`);
  }
  if (Number(wanted) > current) throw tooLarge(Number(wanted), current);
}
