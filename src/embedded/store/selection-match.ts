import { matchesFields, parseFieldSelector } from './field-selector.ts';
import { parseLabelSelector } from './label-selector.ts';
import type { StoredObject } from './object.ts';
import type { Selection } from './store.ts';

/** Reads the selectors once; the result says of an object of the resource whether it is selected. */
export function selectionMatch(selection: Selection): (object: StoredObject) => boolean {
  const { namespace, labelSelector = '', fieldSelector = '' } = selection;
  const labelsMatch = parseLabelSelector(labelSelector);
  const requirements = parseFieldSelector(fieldSelector);
  return (object) =>
    (namespace === undefined || object.metadata.namespace === namespace) &&
    labelsMatch(object.metadata.labels ?? {}) &&
    matchesFields(object, requirements);
}
