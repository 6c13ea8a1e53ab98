import type { z } from 'zod';
import { Fault, messageOf } from '../shared/errors.ts';

/** Parses JSON and checks it; `place` is the file as it is named to people. A Fault says line and column, or path. */
export function parseJson<T>(text: string, schema: z.ZodType<T>, place: string): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const { line, column } = positionOf(error, text);
    const what = messageOf(error)
      .replace(/ (?:in JSON )?at position .*$/s, '')
      .replace(/, \.{3}.*$|, ".*$/s, '');
    throw new Fault('usage', `${place}:${line}:${column}: expected JSON, got: ${what}`, { cause: error });
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.slice(0, 5).map((issue) => `  ${pathOf(issue.path)}: ${issue.message}`);
  const more = parsed.error.issues.length > 5 ? [`  and ${parsed.error.issues.length - 5} more`] : [];
  throw new Fault('usage', [`${place}: not as expected:`, ...issues, ...more].join('\n'));
}

function positionOf(error: unknown, text: string): { line: number; column: number } {
  const before = text.slice(0, offsetOf(error) ?? offsetBySearch(text)).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

function offsetOf(error: unknown): number | undefined {
  const offset = /at position (\d+)/.exec(messageOf(error))?.[1];
  return offset === undefined ? undefined : Number(offset);
}

/**
 * V8 quotes an unexpected token without saying where it is (Node 24). Everything before it is the start of a good
 * document, so it lies behind the longest such start.
 */
function offsetBySearch(text: string): number {
  let [good, bad] = [0, text.length + 1];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (startsWell(text.slice(0, middle))) good = middle;
    else bad = middle;
  }
  return good;
}

function startsWell(start: string): boolean {
  try {
    JSON.parse(start);
    return true;
  } catch (error) {
    return (
      messageOf(error).startsWith('Unexpected end') || (offsetOf(error) ?? -1) >= start.length || unterminated(error)
    );
  }
}

function unterminated(error: unknown): boolean {
  return messageOf(error).startsWith('Unterminated string');
}

function pathOf(path: readonly PropertyKey[]): string {
  return path
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index === 0 ? '' : '.'}${String(key)}`))
    .join('');
}
