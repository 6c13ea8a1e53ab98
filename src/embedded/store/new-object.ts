import { randomInt, randomUUID } from 'node:crypto';
import { firstGeneration } from './generation.ts';
import type { NewObject, StoredObject } from './object.ts';
import { StatusError } from './status-error.ts';
import type { ResourceName } from './store.ts';

/** Without vowels and what looks alike, as apiserver's names/generate.go: no word is ever made by chance. */
const alphabet = 'bcdfghjklmnpqrstvwxz2456789';

/** The object with what the store gives every new one: name, uid, creationTimestamp, generation. `now` in milliseconds. */
export function completeNew(resource: ResourceName, object: NewObject, now: number): StoredObject {
  const { generateName, deletionTimestamp: _, deletionGracePeriodSeconds: __, ...given } = object.metadata;
  const name = given.name ?? nameFrom(generateName);
  if (name === '') {
    const message = `${object.kind} "" is invalid: metadata.name: Required value: name or generateName is required`;
    throw new StatusError(422, 'Invalid', message, { kind: object.kind });
  }
  const generation = firstGeneration(resource);
  return {
    ...object,
    metadata: {
      ...(generateName === undefined ? {} : { generateName }),
      ...given,
      name,
      uid: randomUUID(),
      resourceVersion: '',
      ...(generation === undefined ? {} : { generation }),
      creationTimestamp: timestamp(now),
    },
  };
}

/** RFC 3339 in whole seconds, as all times of metadata are. */
export function timestamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** The prefix, cut to leave room for five characters within 63. */
function nameFrom(prefix: string | undefined): string {
  if (prefix === undefined || prefix === '') return '';
  const letters = Array.from({ length: 5 }, () => alphabet.charAt(randomInt(alphabet.length)));
  return prefix.slice(0, 58) + letters.join('');
}
