import { isDeepStrictEqual } from 'node:util';
import type { Typed } from '../schema/typed.ts';
import { configKey } from './names.ts';
import { forbidden, invalid, type Problems, required, tooLong } from './problem.ts';

/** Bytes. */
const sizeLimit = 1024 * 1024;

export function* configMapProblems({ data = {}, binaryData = {} }: Typed<'ConfigMap'>): Problems {
  for (const key of Object.keys(data)) {
    for (const why of configKey(key)) yield invalid(`data[${key}]`, key, why);
    if (key in binaryData) yield invalid(`data[${key}]`, key, 'duplicate of key present in binaryData');
  }
  for (const key of Object.keys(binaryData)) {
    for (const why of configKey(key)) yield invalid(`binaryData[${key}]`, key, why);
  }
  const texts = Object.values(data).reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  // The empty path is what the server prints, too.
  if (texts + decodedSize(binaryData) > sizeLimit) yield tooLong('[]', sizeLimit);
}

export function* configMapChangeProblems(map: Typed<'ConfigMap'>, old: Typed<'ConfigMap'>): Problems {
  yield* immutableProblems(map, old, ['data', 'binaryData']);
}

const neededKeys: Record<string, string[]> = {
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/dockercfg': ['.dockercfg'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
};

export function* secretProblems({ metadata, type = 'Opaque', data = {} }: Typed<'Secret'>): Problems {
  for (const key of Object.keys(data)) {
    for (const why of configKey(key)) yield invalid(`data[${key}]`, key, why);
  }
  if (decodedSize(data) > sizeLimit) yield tooLong('data', sizeLimit);
  const account = 'kubernetes.io/service-account.name';
  if (type === 'kubernetes.io/service-account-token' && (metadata?.annotations?.[account] ?? '') === '') {
    yield required(`metadata.annotations[${account}]`);
  }
  for (const key of neededKeys[type] ?? []) if (!(key in data)) yield required(`data[${key}]`);
  // Either will do, and without both both are named.
  if (type === 'kubernetes.io/basic-auth' && !('username' in data) && !('password' in data)) {
    yield required('data[username]');
    yield required('data[password]');
  }
}

export function* secretChangeProblems(secret: Typed<'Secret'>, old: Typed<'Secret'>): Problems {
  if (secret.type !== old.type) yield invalid('type', secret.type, 'field is immutable');
  yield* immutableProblems(secret, old, ['data']);
}

interface Immutable {
  immutable?: boolean;
  data?: object;
  binaryData?: object;
}

function* immutableProblems(object: Immutable, old: Immutable, fields: ('data' | 'binaryData')[]): Problems {
  if (old.immutable !== true) return;
  const why = 'field is immutable when `immutable` is set';
  if (object.immutable !== true) yield forbidden('immutable', why);
  for (const field of fields) {
    if (!isDeepStrictEqual(object[field] ?? {}, old[field] ?? {})) yield forbidden(field, why);
  }
}

function decodedSize(data: Record<string, string>): number {
  return Object.values(data).reduce((sum, text) => sum + Buffer.byteLength(text, 'base64'), 0);
}
