import type { z } from 'zod';
import { Fault, messageOf } from '../shared/errors.ts';

/** Parses JSON and checks it; `place` is the file as it is named to people. A Fault says line and column, or path. */
export function parseJson<T>(text: string, schema: z.ZodType<T>, place: string): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const { line, column } = positionOf(error, text);
    const what = messageOf(error).replace(/ (?:in JSON )?at position .*$/s, '');
    throw new Fault('usage', `${place}:${line}:${column}: expected JSON, got: ${what}`, { cause: error });
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.slice(0, 5).map((issue) => `  ${pathOf(issue.path)}: ${issue.message}`);
  const more = parsed.error.issues.length > 5 ? [`  and ${parsed.error.issues.length - 5} more`] : [];
  throw new Fault('usage', [`${place}: not as expected:`, ...issues, ...more].join('\n'));
}

/** V8 names an offset in the message, except where the text ends too early. */
function positionOf(error: unknown, text: string): { line: number; column: number } {
  const offset = /at position (\d+)/.exec(messageOf(error))?.[1];
  const before = text.slice(0, offset === undefined ? text.length : Number(offset)).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

function pathOf(path: readonly PropertyKey[]): string {
  return path
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index === 0 ? '' : '.'}${String(key)}`))
    .join('');
}
