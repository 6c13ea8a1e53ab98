/** From what zod found to what a person reads: path, expected, got, and the place in the file. */
import { z } from 'zod';
import { didYouMean } from '../shared/near.ts';
import type { Problem } from './problem.ts';
import type { Path, YamlDocument } from './yaml-document.ts';

type Issue = z.core.$ZodIssue;

const keySeparator = ', ';
const nouns: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'a map',
  record: 'a map',
  array: 'a list',
};

/** Checks the value at `base` of the document; gives its parsed value where all is well, else undefined. */
export function check<S extends z.ZodType>(
  schema: S,
  document: YamlDocument,
  base: Path = [],
): { value: z.output<S> | undefined; problems: Problem[] } {
  const result = schema.safeParse(valueAt(document.value, base), { error: expectation });
  if (result.success) return { value: result.data, problems: [] };
  return { value: undefined, problems: result.error.issues.flatMap((issue) => problemsOf(issue, document, base)) };
}

/** `remedies[2].expect` */
function pathText(path: Path): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? String(part) : `${text}.${String(part)}`;
  }, '');
}

function problemsOf(issue: Issue, document: YamlDocument, base: Path): Problem[] {
  const path = [...base, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    const known = issue.message.split(keySeparator);
    return issue.keys.map((key) => {
      const message = `unknown key "${pathText([...path, key])}"`;
      return {
        ...document.keyPlace(path, key),
        message,
        hint: didYouMean(key, known) ?? `the keys here are ${known.join(', ')}`,
      };
    });
  }
  const label = path.length === 0 ? '' : `${pathText(path)}: `;
  if (issue.code === 'invalid_key') {
    const key = String(path.at(-1));
    const expected = issue.issues[0]?.message ?? 'another key';
    return [{ ...document.keyPlace(path.slice(0, -1), key), message: `${label}expected ${expected}, got "${key}"` }];
  }
  const got = valueAt(document.value, path);
  const missing = got === undefined;
  return [
    {
      ...document.place(path),
      message: missing
        ? `${label}missing; expected ${issue.message}`
        : `${label}expected ${issue.message}, got ${shown(got)}`,
      hint: hintOf(issue, got),
    },
  ];
}

/** What was expected, for every issue to which the schema itself gives no words. */
function expectation(issue: z.core.$ZodRawIssue): string {
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- the other codes come from checks with words of their own
  switch (issue.code) {
    case 'invalid_type':
      return nouns[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return oneOf(issue.values);
    case 'invalid_union':
      return oneOf(Array.isArray(issue['options']) ? issue['options'] : []);
    case 'too_small':
      return bounds(
        issue.exact === true,
        issue.inclusive === false ? 'more than' : 'at least',
        issue.minimum,
        issue.origin,
      );
    case 'too_big':
      return bounds(
        issue.exact === true,
        issue.inclusive === false ? 'less than' : 'at most',
        issue.maximum,
        issue.origin,
      );
    case 'unrecognized_keys':
      return issue.inst instanceof z.ZodObject ? Object.keys(issue.inst.shape).join(keySeparator) : '';
    default:
      return 'something else';
  }
}

function oneOf(values: readonly unknown[]): string {
  return values.length === 1 ? String(values[0]) : `one of ${values.map(String).join(', ')}`;
}

function bounds(exact: boolean, than: string, count: number | bigint, origin: string): string {
  const unit = origin === 'array' ? (count === 1 ? ' entry' : ' entries') : origin === 'string' ? ' characters' : '';
  return `${exact ? 'exactly' : than} ${count}${unit}`;
}

function hintOf(issue: Issue, got: unknown): string | undefined {
  if (issue.code === 'invalid_type' && issue.message.endsWith('text') && ['number', 'boolean'].includes(typeof got)) {
    return `write it in quotes: "${String(got)}"`;
  }
  if (issue.code === 'invalid_value' && typeof got === 'string') {
    return didYouMean(got, issue.values.map(String));
  }
  return undefined;
}

function shown(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return value.length === 1 ? 'a list of 1 entry' : `a list of ${value.length} entries`;
  if (typeof value === 'object') return 'a map';
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}...` : value);
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : 'something else';
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, part) => {
    if (Array.isArray(inner)) return typeof part === 'number' ? inner[part] : undefined;
    if (typeof inner !== 'object' || inner === null) return undefined;
    return Object.entries(inner).find(([key]) => key === String(part))?.[1];
  }, value);
}
