import type { StoredObject } from './object.ts';
import { badRequest } from './status-errors.ts';

export interface FieldRequirement {
  field: string;
  value: string;
  equal: boolean;
}

/** Fields whose absence means something, and fields that are selected under another name than they are kept. */
const absent: Record<string, string> = { 'spec.unschedulable': 'false', 'spec.hostNetwork': 'false' };
const elsewhere: Record<string, string> = { source: 'source.component', 'status.successful': 'status.succeeded' };
const numbers = new Set(['status.replicas', 'status.successful']);

/** Parses "metadata.name=x,status.phase!=Running"; throws BadRequest in the words of apimachinery's fields/selector.go. */
export function parseFieldSelector(text: string): FieldRequirement[] {
  return splitUnescaped(text)
    .filter((term) => term !== '')
    .map((term) => {
      const match = /^((?:\\.|[^\\=!])*?)(!=|==|=)(.*)$/s.exec(term);
      if (match === null) throw badRequest(`invalid selector: '${text}'; can't understand '${term}'`);
      const [, field = '', operator, value = ''] = match;
      return { field, value: unescape(value), equal: operator !== '!=' };
    });
}

export function matchesFields(object: StoredObject, requirements: FieldRequirement[]): boolean {
  return requirements.every(({ field, value, equal }) => (fieldOf(object, field) === value) === equal);
}

function fieldOf(object: StoredObject, field: string): string {
  let value: unknown = object;
  for (const part of (elsewhere[field] ?? field).split('.')) {
    value = typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined;
  }
  if (value === undefined) return absent[field] ?? (numbers.has(field) ? '0' : '');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function splitUnescaped(text: string): string[] {
  const terms = [''];
  for (const [piece] of text.matchAll(/\\.|[^]/gs)) {
    if (piece === ',') terms.push('');
    else terms[terms.length - 1] += piece;
  }
  return terms;
}

function unescape(value: string): string {
  return value.replaceAll(/\\([\\,=])/g, '$1');
}
