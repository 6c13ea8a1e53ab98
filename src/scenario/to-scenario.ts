import { basename, join } from 'node:path';
import type { SetDocument } from './change-schema.ts';
import type { Change, FieldSettings, Invariant, Pace, PaceName, Remedy, Scenario } from './model.ts';
import { parseQuantity } from '../shared/quantity.ts';
import { toLoad } from './to-load.ts';
import type { InvariantDocument, RemedyDocument, ScenarioDocument } from './schema.ts';

/** @param folder absolute; its name is the scenario's name @param manifests absolute paths, in order */
export function toScenario(document: ScenarioDocument, folder: string, manifests: string[]): Scenario {
  const pace = (name: PaceName): Pace => ({ name, ...document.paces[name] });
  return {
    folder,
    name: basename(folder),
    title: document.title,
    summary: document.summary,
    tags: document.tags,
    workload: document.workload,
    service: document.service,
    images: document.images,
    externalImages: document.externalImages ?? [],
    clusters: document.clusters === undefined ? null : toClusters(document.clusters),
    load: document.load === undefined ? null : toLoad(document.load),
    profiles: document.profiles ?? {},
    change: document.change === undefined ? null : toChange(document.change, folder),
    symptom: document.symptom,
    cause: document.cause,
    paces: { lab: pace('lab'), real: pace('real') },
    horizon: document.horizon,
    manifests,
    invariants: document.invariants.map(toInvariant),
    remedies: document.remedies.map((remedy) => toRemedy(remedy, folder)),
    hints: document.hints,
  };
}

function toClusters({ only, why, evictsAfter }: NonNullable<ScenarioDocument['clusters']>): Scenario['clusters'] {
  return { only, why, evictsAfter: evictsAfter === undefined ? null : (parseQuantity(evictsAfter) ?? null) };
}

function toInvariant({ name, method, path, body, status, json }: InvariantDocument): Invariant {
  return { name, method, path, body: body ?? null, status, json: json ?? null };
}

function toRemedy(
  { file, set, undo = false, restart = false, traffic, ...remedy }: RemedyDocument,
  folder: string,
): Remedy {
  const change = toChange({ file, set }, folder);
  return {
    ...remedy,
    ...change,
    undo,
    restart,
    traffic: traffic ?? null,
    command: null,
  };
}

function toChange({ file, set }: { file?: string | undefined; set?: SetDocument | undefined }, folder: string): Change {
  return { file: file === undefined ? null : join(folder, file), set: set === undefined ? null : toSettings(set) };
}

function toSettings({ image, requests, limits, env }: SetDocument): FieldSettings {
  return { image: image ?? null, requests: named(requests), limits: named(limits), env: env ?? {} };
}

function named(amounts: Record<string, string | undefined> = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(amounts).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
