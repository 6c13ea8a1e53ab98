import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

interface SourceFile {
  path: string;
  lines: number;
  text: string;
  /** What it imports: packages by their name, files of this checkout by their path. */
  imports: string[];
}

const files = ['src', 'apps', 'scripts', 'scenarios'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => read(join(folder, path))),
);

function read(path: string): SourceFile {
  const text = readFileSync(join(root, path), 'utf8');
  const specifiers = [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g)].map(([, name]) => name ?? '');
  const imports = specifiers.map((name) =>
    name.startsWith('.') ? relative(root, resolve(root, path, '..', name)) : name,
  );
  return { path, lines: text.split('\n').length - 1, text, imports };
}

/** Every import of `what` by a file of `where`, as "file → import". */
function imports(where: RegExp, what: RegExp): string[] {
  return files
    .filter(({ path }) => where.test(path))
    .flatMap(({ path, imports }) => imports.filter((name) => what.test(name)).map((name) => `${path} → ${name}`));
}

describe('each outside program and library has one door', () => {
  test.each([
    ['execa', /^(?!src\/shared\/command\.ts)/],
    // A workload may have processes of its own: some faults are in them.
    ['node:child_process', /^(?!src\/embedded\/kubelet\/|apps\/)/],
    ['@kubernetes/client-node', /^(?!src\/kube\/)/],
    ['undici', /^(?!src\/load\/)/],
    ['zx', /^(?!scripts\/)/],
    ['commander', /^(?!src\/cli\/|scripts\/)/],
  ])('%s', (name, elsewhere) => {
    expect(imports(elsewhere, new RegExp(`^${name}(/|$)`))).toEqual([]);
  });
});

describe('a room imports only what it may', () => {
  test.each([
    ['apps are workloads of their own', /^apps\//, /^src\//],
    ['nothing of the product needs a test', /^/, /^test\//],
    ['the shared room needs no other', /^src\/shared\//, /^src\/(?!shared\/)/],
    ['trend is arithmetic', /^src\/trend\//, /^src\/(?!trend\/|shared\/)|^node:/],
    ['diagnosis reads evidence', /^src\/diagnose\//, /^src\/(?!diagnose\/|evidence\/|trend\/|shared\/)|^node:/],
    ['verdicts are made from plain data', /^src\/verify\//, /^src\/(?!verify\/|evidence\/|trend\/|shared\/)|^node:/],
    ['evidence does not know where it comes from', /^src\/evidence\//, /^src\/(kube|witness|cluster|run|cli)\//],
    ['collecting needs the API alone', /^src\/collect\//, /^src\/(?!collect\/|evidence\/|kube\/|shared\/)/],
    ['scenarios are data', /^src\/scenario\//, /^src\/(kube|witness|cluster|run|cli)\//],
    ['reports are made from the journal', /^src\/report\//, /^src\/(kube|witness|cluster|cli)\//],
    ['a load is sent to a port, whoever listens', /^src\/load\//, /^src\/(?!load\/|scenario\/|evidence\/|shared\/)/],
    ['the API needs no engine', /^src\/kube\//, /^src\/(?!kube\/|evidence\/|shared\/)/],
    ['the embedded cluster is a cluster like any other', /^src\/embedded\//, /^src\/(?!embedded\/|shared\/)/],
    ['the engine does not know the command line', /^src\/(?!cli\/)/, /^src\/cli\//],
  ])('%s', (_sentence, room, forbidden) => {
    expect(imports(room, forbidden)).toEqual([]);
  });

  test('verdicts take types from evidence, and nothing that runs', () => {
    const verify = files.filter(({ path }) => path.startsWith('src/verify/'));
    const running = verify.flatMap(({ path, text }) => {
      const lines = text.match(/^import (?!type).*\.\.\/evidence\/.*$/gm) ?? [];
      return lines.map((line) => `${path}: ${line}`);
    });
    expect(running).toEqual([]);
  });
});

test('only the command line ends the process', () => {
  const ending = files.filter(({ path, text }) => !path.startsWith('src/cli/') && /\bprocess\.exit\(/.test(text));
  expect(ending.map(({ path }) => path).filter((path) => path.startsWith('src/'))).toEqual([]);
});

test('no file is longer than 400 lines', () => {
  expect(files.filter(({ lines }) => lines > 400).map(({ path, lines }) => `${path}: ${lines}`)).toEqual([]);
});

test('half of the files of src are shorter than 80 lines', () => {
  const lengths = files.filter(({ path }) => path.startsWith('src/')).map(({ lines }) => lines);
  expect(lengths.toSorted((a, b) => a - b)[Math.floor(lengths.length / 2)]).toBeLessThan(80);
});
