import stringWidth from 'string-width';

/** Columns without borders, as kubectl prints them: easy to read, easy to grep. */
export function table(head: string[], rows: string[][]): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => stringWidth(row[column] ?? ''))));
  return all
    .map((row) =>
      row
        .map((cell, column) => cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - stringWidth(cell))))
        .join('   ')
        .trimEnd(),
    )
    .join('\n');
}
