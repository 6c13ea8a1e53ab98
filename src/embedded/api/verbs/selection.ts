import { parseFieldSelector } from '../../store/field-selector.ts';
import { badRequest } from '../../store/status-errors.ts';
import type { Selection } from '../../store/store.ts';
import type { Exchange } from '../http/context.ts';
import { text } from '../http/parameters.ts';
import type { Target } from '../target.ts';

/** What a list, a watch or a delete of many selects; BadRequest for a field that the kind cannot be selected by. */
export function selectionOf(exchange: Exchange, { kind, namespace, name }: Target): Selection {
  const given = text(exchange.query, 'fieldSelector');
  for (const { field } of parseFieldSelector(given ?? '')) {
    if (!kind.selectableFields.includes(field)) throw badRequest(`field label not supported: ${field}`);
  }
  const own = name === undefined ? [] : [`metadata.name=${name}`];
  return {
    resource: kind.resource,
    namespace,
    labelSelector: text(exchange.query, 'labelSelector'),
    fieldSelector: [...(given === undefined ? [] : [given]), ...own].join(','),
  };
}
