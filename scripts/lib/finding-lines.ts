import type { Finding } from '../../src/diagnose/finding.ts';

/** A finding for people: the cause, what speaks for and against it, and what to type next. */
export function findingLines({ cause, confidence, summary, ...finding }: Finding): string[] {
  const quotes = (title: string, all: Finding['for']) =>
    all.map(({ source, text }, index) => `${index === 0 ? title : '       '}  ${source}: ${firstLine(text)}`);
  return [
    `${cause}, confidence ${confidence}: ${summary}`,
    ...quotes('for    ', finding.for),
    ...quotes('against', finding.against),
  ];
}

/** Where there is more, the bundle has it. */
function firstLine(text: string): string {
  const [line = ''] = text.split('\n');
  return line.length > 160 ? `${line.slice(0, 159)}…` : line;
}
