import { wireFields } from './wire.ts';

/** A DeleteOptions message (apimachinery meta/v1 generated.proto) as the JSON that would mean the same. */
export function decodeDeleteOptions(message: Buffer): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  const dryRun: string[] = [];
  for (const { number, value } of wireFields(message)) {
    if (number === 1) result['gracePeriodSeconds'] = Number(value);
    if (number === 2 && Buffer.isBuffer(value)) result['preconditions'] = preconditions(value);
    if (number === 3) result['orphanDependents'] = value === 1n;
    if (number === 4) result['propagationPolicy'] = String(value);
    if (number === 5) dryRun.push(String(value));
  }
  return dryRun.length === 0 ? result : { ...result, dryRun };
}

/** A policy/v1 Eviction: its options are its second field. */
export function decodeEviction(message: Buffer): Record<string, unknown> {
  const options = [...wireFields(message)].find(({ number }) => number === 2)?.value;
  return Buffer.isBuffer(options) ? { deleteOptions: decodeDeleteOptions(options) } : {};
}

function preconditions(message: Buffer): Record<string, unknown> {
  const names: Record<number, string> = { 1: 'uid', 2: 'resourceVersion' };
  return Object.fromEntries(
    [...wireFields(message)].flatMap(({ number, value }) => {
      const name = names[number];
      return name === undefined ? [] : [[name, String(value)]];
    }),
  );
}
