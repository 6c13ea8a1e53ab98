import { isRecord, sameJson } from '../json-value.ts';

/** Whether two items of a list are the same one: by the merge key, or plain values by themselves. */
export function isSameItem(one: unknown, other: unknown, mergeKey: string | undefined): boolean {
  if (mergeKey === undefined) return sameJson(one, other);
  return isRecord(one) && isRecord(other) && sameJson(one[mergeKey], other[mergeKey]);
}

/**
 * Brings a merged list into order: items of the patch as in `patchOrder`, the others as in `serverOrder`, and both woven
 * together by `serverOrder`. An item that is new to the server comes before the server's own that are left.
 */
export function inOrder(
  merged: unknown[],
  patchOrder: unknown[],
  serverOrder: unknown[],
  mergeKey: string | undefined,
): unknown[] {
  const place = (order: unknown[], item: unknown) => order.findIndex((one) => isSameItem(one, item, mergeKey));
  const inPatch = (item: unknown) => place(patchOrder, item) >= 0;
  const sorted = (items: unknown[], order: unknown[]) =>
    items.toSorted((one, other) => place(order, one) - place(order, other));
  const ours = sorted(merged.filter(inPatch), patchOrder);
  const theirs = sorted(
    merged.filter((item) => !inPatch(item)),
    serverOrder,
  );
  const result: unknown[] = [];
  while (ours.length > 0 && theirs.length > 0) {
    const own = place(serverOrder, ours[0]);
    result.push(own >= 0 && place(serverOrder, theirs[0]) < own ? theirs.shift() : ours.shift());
  }
  return [...result, ...ours, ...theirs];
}
