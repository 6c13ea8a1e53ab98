/** Something wrong in a file, at the place where a person would mend it. */
export interface Problem {
  /** Relative to the working directory. */
  file: string;
  /** Both count from 1. */
  line: number;
  column: number;
  /** Expected and got. */
  message: string;
  /** What to do. */
  hint?: string | undefined;
}

/** One line per problem, `file:line:column: message; hint`, as editors and CI logs make links of. */
export function formatProblems(problems: readonly Problem[]): string {
  return problems
    .map(({ file, line, column, message, hint }) => {
      return `${file}:${line}:${column}: ${message}${hint === undefined ? '' : `; ${hint}`}`;
    })
    .join('\n');
}

/** In the order of the files given, each from top to bottom; the same problem once. */
export function sortProblems(problems: readonly Problem[], files: readonly string[]): Problem[] {
  const rank = (file: string) => (files.includes(file) ? files.indexOf(file) : files.length);
  const seen = new Set<string>();
  return [...problems]
    .filter((problem) => {
      const text = formatProblems([problem]);
      return !seen.has(text) && seen.add(text);
    })
    .sort(
      (a, b) =>
        rank(a.file) - rank(b.file) || a.file.localeCompare(b.file, 'en') || a.line - b.line || a.column - b.column,
    );
}
