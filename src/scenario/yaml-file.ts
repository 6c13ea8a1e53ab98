import { readFile, stat } from 'node:fs/promises';
import { LineCounter, parseAllDocuments } from 'yaml';
import type { YAMLError } from 'yaml';
import { messageOf } from '../shared/errors.ts';
import type { Problem } from './problem.ts';
import type { YamlDocument } from './yaml-document.ts';
import { yamlDocument } from './yaml-document.ts';
import { yamlTraps } from './yaml-traps.ts';

/** The documents of a file that hold something, without those that have problems. */
export interface YamlFile {
  /** As problems name it: relative to the working directory. */
  file: string;
  documents: YamlDocument[];
  problems: Problem[];
}

const largest = 1024 * 1024;
/** One slip of indentation can make the parser stumble hundreds of times, several times on one line. */
const mostSyntaxErrors = 5;

/** Reads a YAML file; whatever is wrong with it comes back as problems, nothing is thrown. */
export async function readYamlFile(path: string, file: string): Promise<YamlFile> {
  const refuse = (message: string, hint?: string): YamlFile => {
    return { file, documents: [], problems: [{ file, line: 1, column: 1, message, hint }] };
  };
  let bytes: Buffer;
  try {
    // Looked at first: to open a named pipe would wait for ever.
    const found = await stat(path);
    if (!found.isFile()) return refuse(`expected a file, got a ${found.isDirectory() ? 'folder' : 'special file'}`);
    if (found.size > largest) return refuse(`expected at most 1 MiB, got ${found.size} bytes`);
    bytes = await readFile(path);
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return refuse('there is no such file');
    return refuse(`expected a readable file: ${messageOf(thrown)}`);
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refuse('expected text in UTF-8, got other bytes', 'save the file as UTF-8');
  }
  return parseYaml(text, file);
}

function parseYaml(text: string, file: string): YamlFile {
  const lines = new LineCounter();
  const parsed = parseAllDocuments(text, {
    lineCounter: lines,
    prettyErrors: false,
    resolveKnownTags: false,
    uniqueKeys: false,
  });
  const problems: Problem[] = [];
  const documents: YamlDocument[] = [];
  const report = (offset: number, message: string, hint?: string) => {
    const { line, col } = lines.linePos(offset);
    problems.push({ file, line, column: col, message, hint });
  };
  for (const document of 'empty' in parsed ? [] : parsed) {
    if (document.errors.length > 0) {
      for (const { message, pos } of firstPerLine(document.errors, lines)) report(pos[0], `not valid YAML: ${message}`);
      continue;
    }
    const traps = yamlTraps(document);
    for (const { offset, message, hint } of traps) report(offset, message, hint);
    if (traps.length > 0) continue;
    const read = yamlDocument(file, document, lines);
    if (read.value !== null) documents.push(read);
  }
  return { file, documents, problems };
}

function firstPerLine(errors: readonly YAMLError[], lines: LineCounter): YAMLError[] {
  const byLine = new Map<number, YAMLError>();
  for (const error of errors) {
    const { line } = lines.linePos(error.pos[0]);
    if (!byLine.has(line)) byLine.set(line, error);
  }
  return [...byLine.values()].slice(0, mostSyntaxErrors);
}
