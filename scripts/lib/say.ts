import { relative } from 'node:path';
import { styleText } from 'node:util';

/** A line for the audience. Everything that a verb shows goes to stdout, in the order in which it happens. */
export function say(text = ''): void {
  process.stdout.write(`${text}\n`);
}

/** A heading of the verb's output. */
export function head(text: string): void {
  say(`\n${styleText('bold', text)}`);
}

/** What to type next. */
export function next(...lines: string[]): void {
  say();
  for (const [index, line] of lines.entries()) say(`${index === 0 ? 'next:' : '  or:'} ${styleText('cyan', line)}`);
}

/** A path as a person in this folder would type it. */
export function shown(path: string): string {
  return relative(process.cwd(), path) || '.';
}
