import stringWidth from 'string-width';

/** A table with its columns aligned, as prettier leaves it. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [head, ...rows].map((row) => row.map(inCell));
  const widths = head.map((_, column) => Math.max(3, ...cells.map((row) => stringWidth(row[column] ?? ''))));
  const line = (row: readonly string[]) => {
    return `| ${widths.map((width, column) => padded(row[column] ?? '', width)).join(' | ')} |`;
  };
  const [first = [], ...rest] = cells;
  return [line(first), line(widths.map((width) => '-'.repeat(width))), ...rest.map(line)].join('\n');
}

function inCell(text: string): string {
  return text
    .trim()
    .replaceAll(/\s+/g, ' ')
    .replaceAll('|', String.raw`\|`);
}

function padded(text: string, width: number): string {
  return text + ' '.repeat(width - stringWidth(text));
}
