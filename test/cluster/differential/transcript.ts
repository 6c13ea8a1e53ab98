import { z } from 'zod';
import { eventSchema } from '../../../src/evidence/objects.ts';
import { normaliserOf } from './normalise.ts';
import type { Normalise } from './normalise.ts';
import { conditionStates, containerStates, phaseState, statusLines } from './states.ts';
import type { History, Recording } from './recording.ts';
import { endOfStory, storyOf } from './story.ts';
import type { EndsAt } from './story.ts';

const sourcedEvent = eventSchema.extend({ source: z.looseObject({ component: z.string().optional() }).optional() });

/** One thing that was so for `held` milliseconds; Infinity for what is no state, or was so to the end. */
export interface Line {
  text: string;
  held: number;
}

/** One aspect of one object, in order. */
export interface Section {
  title: string;
  lines: Line[];
}

/** What was recorded, in words that are the same on every cluster where the same happened. */
export function transcriptOf(recording: Recording, endsAt: EndsAt = 'back-off'): Section[] {
  const normalise = normaliserOf(recording);
  return [
    ...recording.of('Pod').flatMap((history) => podSections(storyOf(history, endsAt), normalise)),
    ...['Deployment', 'ReplicaSet', 'Job'].flatMap((kind) =>
      recording.of(kind).flatMap((history) => workloadSections(history, normalise)),
    ),
    ...eventSections(recording, endsAt, normalise),
  ].toSorted((a, b) => (a.title < b.title ? -1 : 1));
}

function podSections(history: History, normalise: Normalise): Section[] {
  const title = titleOf(history, normalise);
  const containers = new Set(history.versions.flatMap(({ object }) => [...containerStates(object).keys()]));
  return [
    { title: `${title} phase`, lines: statesOf(history, phaseState, normalise) },
    ...[...containers].map((name) => ({
      title: `${title} container ${name}`,
      lines: statesOf(history, (object) => containerStates(object).get(name), normalise),
    })),
    ...conditionSections(history, normalise),
    { title: `${title} last status`, lines: lastStatus(history, normalise) },
  ];
}

function workloadSections(history: History, normalise: Normalise): Section[] {
  const title = titleOf(history, normalise);
  return [
    ...conditionSections(history, normalise),
    { title: `${title} last status`, lines: lastStatus(history, normalise) },
  ];
}

function conditionSections(history: History, normalise: Normalise): Section[] {
  const title = titleOf(history, normalise);
  const types = new Set(history.versions.flatMap(({ object }) => [...conditionStates(object).keys()]));
  return [...types].map((type) => ({
    title: `${title} condition ${type}`,
    lines: statesOf(history, (object) => conditionStates(object).get(type), normalise),
  }));
}

/** Events in the order in which their source told them: two sources know nothing of each other. */
function eventSections(recording: Recording, endsAt: EndsAt, normalise: Normalise): Section[] {
  const sections = new Map<string, Line[]>();
  const ends = new Map(
    recording.of('Pod').map((pod) => [pod.versions[0]?.object.metadata.uid, endOfStory(pod, endsAt)] as const),
  );
  for (const { versions } of recording.of('Event')) {
    const [first] = versions;
    if (first === undefined) continue;
    const { involvedObject, source, type, reason, message } = sourcedEvent.parse(first.object);
    const { kind = '', name = '', fieldPath, uid } = involvedObject;
    if (first.at > (ends.get(uid) ?? Infinity)) continue;
    const title = `${kind} ${normalise(name)} events by ${source?.component ?? ''}`;
    const lines = sections.get(title) ?? [];
    sections.set(title, lines);
    const where = fieldPath === undefined ? '' : ` (${fieldPath})`;
    const text = normalise(`${type} ${reason}${where}: ${message}`);
    if (!lines.some((line) => line.text === text)) lines.push({ text, held: Infinity });
  }
  return [...sections].map(([title, lines]) => ({ title, lines: inOrder(lines) }));
}

/** A kubelet ends the containers of a pod side by side: which is told first says nothing. */
function inOrder(lines: Line[]): Line[] {
  const isKilling = ({ text }: Line) => text.startsWith('Normal Killing');
  const killings = lines.filter(isKilling).toSorted((a, b) => (a.text < b.text ? -1 : 1));
  return lines.map((line) => (isKilling(line) ? (killings.shift() ?? line) : line));
}

type Look = (object: History['versions'][number]['object']) => string | undefined;

/** The states that follow each other, each with the time for which it held. */
function statesOf({ versions, gone }: History, look: Look, normalise: Normalise): Line[] {
  const states: { text: string; at: number }[] = [];
  for (const { at, object } of versions) {
    const state = look(object);
    if (state === undefined) continue;
    const text = normalise(state);
    if (states.at(-1)?.text !== text) states.push({ text, at });
  }
  if (gone) states.push({ text: 'gone', at: versions.at(-1)?.at ?? 0 });
  return states.map(({ text, at }, index) => ({ text, held: (states[index + 1]?.at ?? Infinity) - at }));
}

function lastStatus({ versions }: History, normalise: Normalise): Line[] {
  const status = versions.at(-1)?.object['status'];
  return statusLines(status).map((text) => ({ text: normalise(text), held: Infinity }));
}

function titleOf({ kind, versions }: History, normalise: Normalise): string {
  return `${kind} ${normalise(versions[0]?.object.metadata.name ?? '')}`;
}
