import { readFile } from 'node:fs/promises';
import { parseAllDocuments } from 'yaml';
import { anyObjectSchema } from '../evidence/objects.ts';
import type { AnyObject } from '../evidence/objects.ts';
import { rolloutCommands, setCommands } from './kubectl-commands.ts';
import type { Change, Remedy, Scenario } from './model.ts';

/**
 * The lines that do by hand what a change or remedy does, such as "kubectl rollout undo deployment/orders".
 * @param kubectl - how each line begins: `kubectl`, with a namespace where one is needed
 * @param shown - a file as the reader would name it
 */
export async function changeCommands(
  change: Change & Partial<Pick<Remedy, 'undo' | 'restart'>>,
  { workload, manifests }: Pick<Scenario, 'workload' | 'manifests'>,
  kubectl: string,
  shown: (file: string) => string,
): Promise<string[]> {
  const { file, set, undo = false, restart = false } = change;
  const args = [
    ...(file === null ? [] : await fileCommands(file, shown(file), manifests)),
    ...(set === null ? [] : setCommands(set, workload)),
    ...rolloutCommands({ undo, restart }, workload),
  ];
  return args.map((words) => [kubectl, ...words.map(quoted)].join(' '));
}

/** A patch for what the manifests have; the rest is made. */
async function fileCommands(file: string, shown: string, manifests: readonly string[]): Promise<string[][]> {
  const known = (await Promise.all(manifests.map(objectsIn))).flat();
  const objects = await objectsIn(file);
  const isKnown = ({ kind, metadata }: AnyObject) =>
    known.some((other) => other.kind === kind && other.metadata.name === metadata.name);
  if (objects.every((object) => !isKnown(object))) return [['apply', '-f', shown]];
  return objects.map(({ kind = '', metadata }) => {
    return ['patch', `${kind.toLowerCase()}/${metadata.name}`, '--patch-file', shown];
  });
}

async function objectsIn(file: string): Promise<AnyObject[]> {
  const documents = parseAllDocuments(await readFile(file, 'utf8'));
  return documents.map((document) => anyObjectSchema.parse(document.toJS()));
}

function quoted(word: string): string {
  return /^[\w@%+=:,./<>-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
