import { z } from 'zod';
import { BundleFolder } from './bundle-folder.ts';
import { manifestSchema } from './bundle-manifest.ts';
import type { Manifest } from './bundle-manifest.ts';
import { allKinds, nameOf } from './bundle-layout.ts';
import type { ListKind } from './bundle-layout.ts';
import { noOthers, otherKinds } from './evidence.ts';
import type { ContainerLog, Evidence, Missing } from './evidence.ts';
import { parseKernelFile } from './kernel-file.ts';
import { loadFileSchema } from './load-file.ts';
import { parseMemoryCsv } from './memory-csv.ts';
import type { MemorySeries } from './memory.ts';
import { anyObjectSchema, deploymentSchema, eventSchema, nodeSchema, podSchema } from './objects.ts';
import type { AnyObject } from './objects.ts';
import { parseJson } from './parse-json.ts';
import { Fault } from '../shared/errors.ts';

/**
 * Reads a folder that `writeBundle` wrote, or one that was put together by hand with kubectl. Parts that are not there
 * are named in `missing`. Throws a Fault of kind `usage` for what is no bundle, with file and position.
 */
export async function readBundle(folder: string): Promise<Evidence> {
  const bundle = await BundleFolder.open(folder);
  const absent: string[] = [];
  const text = async (path: string) => {
    const found = await bundle.read(path);
    if (found === undefined) absent.push(path);
    return found;
  };
  const list = async <T>(kind: ListKind, schema: z.ZodType<T>): Promise<T[]> => {
    const path = `${kind}.json`;
    const found = await text(path);
    return found === undefined ? [] : parseJson(found, listOf(schema), bundle.place(path)).items;
  };

  const manifestText = await text('bundle.json');
  const pods = await list('pods', podSchema);
  // A load is the lab's own: where there was none, nothing is missing.
  const loadText = await bundle.read('load.json');
  const others = await readOthers((kind) => list(kind, anyObjectSchema));
  const rest = {
    pods,
    deployments: await list('deployments', deploymentSchema),
    events: await list('events', eventSchema),
    nodes: await list('nodes', nodeSchema),
    others,
    logs: await readLogs(bundle),
    memory: await readMemory(bundle),
    kernelKills: parseKernelFile((await text('kernel.log')) ?? ''),
    ...(loadText === undefined ? {} : { load: parseJson(loadText, loadFileSchema, bundle.place('load.json')) }),
  };
  if (absent.length === allKinds.length + 2 && rest.logs.length === 0 && rest.memory.length === 0) {
    throw new Fault('usage', `${folder} is no bundle: expected bundle.json, pods.json or the like in it`);
  }
  const manifest =
    manifestText === undefined
      ? guessManifest(pods)
      : parseJson(manifestText, manifestSchema, bundle.place('bundle.json'));
  return { ...manifestParts(manifest), ...rest, missing: [...manifest.missing, ...unnamed(absent, manifest.missing)] };
}

function listOf<T>(item: z.ZodType<T>) {
  return z.looseObject({ items: z.array(item) });
}

async function readOthers(list: (kind: ListKind) => Promise<AnyObject[]>): Promise<Evidence['others']> {
  const others = noOthers();
  for (const kind of otherKinds) others[kind] = await list(kind);
  return others;
}

async function readLogs(bundle: BundleFolder): Promise<ContainerLog[]> {
  const logs: ContainerLog[] = [];
  for (const { pod, file, path } of await filesBelow(bundle, 'logs', '.log')) {
    const previous = file.endsWith('.previous');
    const container = nameOf(previous ? file.slice(0, -'.previous'.length) : file);
    logs.push({ pod, container, previous, text: (await bundle.read(path)) ?? '' });
  }
  return logs;
}

async function readMemory(bundle: BundleFolder): Promise<MemorySeries[]> {
  const memory: MemorySeries[] = [];
  for (const { pod, file, path } of await filesBelow(bundle, 'memory', '.csv')) {
    const samples = parseMemoryCsv((await bundle.read(path)) ?? '', bundle.place(path));
    memory.push({ pod, container: nameOf(file), samples });
  }
  return memory;
}

/** `FOLDER/POD/FILE.ending`, with the names that they stand for. */
async function filesBelow(bundle: BundleFolder, folder: string, ending: string) {
  const files: { pod: string; file: string; path: string }[] = [];
  for (const pod of await bundle.list(folder)) {
    for (const name of await bundle.list(`${folder}/${pod}`)) {
      if (!name.endsWith(ending)) continue;
      files.push({ pod: nameOf(pod), file: name.slice(0, -ending.length), path: `${folder}/${pod}/${name}` });
    }
  }
  return files;
}

function manifestParts({ cluster, namespace, collectedAt, oomCounts, endings }: Manifest) {
  return { cluster, namespace, collectedAt, oomCounts, endings };
}

/** A folder without bundle.json: what the pods say, and as time the last one that any of them names. */
function guessManifest(pods: Evidence['pods']): Manifest {
  const times = [...JSON.stringify(pods).matchAll(/"(\d{4}-\d\d-\d\dT[\d:.]+Z)"/g)].map(([, text]) =>
    Date.parse(text ?? ''),
  );
  return {
    version: 1,
    cluster: '',
    namespace: pods[0]?.metadata.namespace ?? '',
    collectedAt: times.reduce((last, time) => (time > last ? time : last), 0),
    missing: [],
    oomCounts: [],
    endings: [],
  };
}

function unnamed(absent: readonly string[], named: readonly Missing[]): Missing[] {
  const known = new Set(named.map(({ part }) => part));
  return absent.filter((part) => !known.has(part)).map((part) => ({ part, why: 'not in the bundle' }));
}
