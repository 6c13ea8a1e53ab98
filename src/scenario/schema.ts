/**
 * `scenario.yaml` as its author writes it. Every message of this schema is what was expected, as it ends the sentence
 * "expected …"; `issues.ts` adds the path, what was found there and the place in the file.
 */
import { z } from 'zod';
import { causes } from '../diagnose/finding.ts';
import { changeFields, changeSchema, imageName, variableName } from './change-schema.ts';
import { remedyKinds } from './remedy-kinds.ts';
import { duration, servicePath, textOf } from './schema-parts.ts';
import { loadSchema, profilesSchema } from './traffic-schema.ts';

/** `inconclusive` is for decoys alone (check-decoy.ts): elsewhere it would be a test of nothing. */
const expectedVerdicts = ['resolved', 'delayed', 'masked', 'failed', 'inconclusive'] as const;
/** Where a cluster comes from, as --on names it; `context` is one that leaklab did not make. */
const clusterKinds = ['kind', 'embedded', 'context'] as const;
/** Part of a namespace's name, which has 63 characters in all. */
export const namePattern = /^[a-z0-9]([-a-z0-9]{0,28}[a-z0-9])?$/;

const sentence = () => textOf(/\S/, 'some text');
const objectName = () => textOf(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/, "a Kubernetes object's name");

const paceFields = {
  env: z
    .record(variableName(), z.string())
    .describe('Environment variables set on every container of the workload when it is deployed.'),
  gracePeriod: duration()
    .optional()
    .describe(
      "terminationGracePeriodSeconds of the workload's pods at this pace, such as 6s; else the manifest's own.",
    ),
  failsWithin: duration().describe('How long after the deployment the symptom must have been seen, such as 60s.'),
};

export const invariantSchema = z
  .strictObject({
    name: sentence().describe('What the service still does, as a short phrase: "takes new events".'),
    method: z.enum(['GET', 'POST']).describe('The HTTP method.'),
    path: servicePath().describe('Path and query of the request, starting with "/".'),
    body: z.unknown().optional().describe('Sent as JSON; only with POST.'),
    status: z.int().min(100).max(599).describe('The HTTP status that must come back.'),
    json: z
      .discriminatedUnion('check', [
        z.strictObject({
          field: sentence().describe('A key of the JSON object that comes back; its value is an array.'),
          check: z.literal('length').describe('The array has at least `atLeast` entries.'),
          atLeast: z.int().min(1).describe('The fewest entries.'),
        }),
        z.strictObject({
          field: sentence().describe('A key of the JSON object that comes back; its value is a number that grows.'),
          check: z.literal('rate').describe('The number grows at `atLeast` of its pace before the remedy.'),
          atLeast: z.number().gt(0).max(1).describe('A share of the pace before the remedy, above 0, at most 1.'),
        }),
      ])
      .optional()
      .describe('What must be true of the answer besides its status.'),
  })
  .describe('A request that must hold while the workload does its job.');

export const remedySchema = z
  .strictObject({
    name: textOf(
      /^(?!all$)[a-z0-9]([-a-z0-9]{0,28}[a-z0-9])?$/,
      'at most 30 lower-case letters, digits and "-" (and not "all", which means every remedy)',
    ).describe('The name after --remedy; "all" is taken.'),
    kind: z
      .enum(remedyKinds)
      .describe('fix: removes the fault; workaround: buys time; placebo: does nothing; cheat: hides the symptom.'),
    expect: z
      .enum(expectedVerdicts)
      .describe('The verdict that the remedy should get; of a decoy inconclusive, or what its harm is called.'),
    summary: sentence().describe('One sentence: what it changes.'),
    explanation: sentence().describe(
      'One to three sentences: why this verdict, as a participant should learn it. Not shown before it.',
    ),
    ...changeFields,
    undo: z.boolean().optional().describe('Go back to the revision before the change, as `kubectl rollout undo` does.'),
    traffic: sentence()
      .optional()
      .describe('The one of `profiles` under which it is tried; without it, all of the load.'),
    restart: z
      .boolean()
      .optional()
      .describe('Roll the workload out anew afterwards, as `kubectl rollout restart` does.'),
  })
  .describe('A change to apply, with the verdict that it should get.');

const times = z.int().min(1).max(10).describe('How often it must be seen before the remedy is applied.');
const externalImage = () =>
  textOf(
    /^[a-z0-9][a-z0-9._/:-]*:(?!latest$)[A-Za-z0-9_][A-Za-z0-9_.-]*$/,
    'an image with its tag, such as postgres:15-bookworm (and not "latest")',
  );
const cause = z.enum(causes).describe('The cause that the diagnosis should name.');
const hints = z
  .array(sentence())
  .length(3)
  .transform(([first = '', second = '', third = '']): [string, string, string] => [first, second, third])
  .describe('Exactly three, from a nudge to the answer.');

export const scenarioSchema = z
  .strictObject({
    title: sentence().describe('A few words, for lists and headings.'),
    summary: sentence().describe('One or two sentences that do not give the fault away.'),
    fault: sentence().describe('For the trainer: what is wrong, and why it kills.'),
    seen: sentence().describe('For the trainer: what a participant sees from outside.'),
    tags: z.array(textOf(namePattern, 'a tag of lower-case letters, digits and "-"')).describe('Words to filter by.'),
    workload: z
      .strictObject({
        kind: z.enum(['Deployment']).describe("The workload's kind."),
        name: objectName().describe("The workload's name in the manifests."),
        container: objectName().describe('The container that fails.'),
      })
      .describe('What fails; it must be in the manifests.'),
    service: z
      .strictObject({
        name: objectName().describe("The Service's name in the manifests."),
        port: z.int().min(1).max(65_535).describe("The Service's port, not the container's."),
      })
      .describe('The Service through which the invariants are asked.'),
    images: z
      .array(imageName())
      .min(1)
      .describe(
        'Every image that a manifest or remedy uses, as app:release: they are built and loaded before the run.',
      ),
    absentImages: z
      .array(imageName())
      .optional()
      .describe('Images that a manifest uses on purpose although no app is released so.'),
    externalImages: z
      .array(externalImage())
      .optional()
      .describe(
        'Images of others, such as postgres:15-bookworm: loaded and not built; the embedded cluster takes the ' +
          "machine's own program.",
      ),
    clusters: z
      .strictObject({
        only: z.array(z.enum(clusterKinds)).min(1).describe('The kinds of cluster that can show the fault.'),
        why: sentence().describe('Why no other can: ends the sentence "it runs on kind only: …".'),
        evictsAfter: textOf(/^[1-9]\d*(Mi|Gi)$/, 'an amount of memory such as 1Gi')
          .optional()
          .describe(
            'It gets a kind cluster of its own, made for the run and deleted after it, whose kubelet evicts pods once so ' +
              'much more memory is used than by the node alone.',
          ),
      })
      .optional()
      .describe('Where the fault can be shown; everywhere when left out.'),
    load: loadSchema.optional(),
    profiles: profilesSchema.optional(),
    change: changeSchema.optional(),
    symptom: z
      .discriminatedUnion('kind', [
        z.strictObject({
          kind: z.literal('oom-kill').describe('The kernel kills the container at its memory limit.'),
          times,
        }),
        z.strictObject({
          kind: z.literal('child-oom-kill').describe('The kernel kills a process of the container, which lives on.'),
          times,
        }),
        z.strictObject({
          kind: z.literal('exit').describe('The container ends by itself with one of `codes`.'),
          codes: z.array(z.int().min(0).max(255)).min(1).describe('Exit codes, such as [1].'),
          times,
        }),
        z.strictObject({
          kind: z.literal('probe-kill').describe('The kubelet ends the container because a probe fails.'),
          times,
        }),
        z.strictObject({
          kind: z.literal('cannot-start').describe('The container is never started.'),
          reasons: z
            .array(sentence())
            .min(1)
            .describe("Waiting reasons, or reasons of events on the pod, as the kubelet names them: ['FailedMount']."),
        }),
        z.strictObject({
          kind: z.literal('not-ready').describe('The container runs and does not get ready.'),
          for: duration().describe('How long it must have run so, such as 10s.'),
        }),
        z.strictObject({
          kind: z
            .literal('stop')
            .describe(
              'The container ends with one of `codes` when it is asked to: the run rolls the workload out anew.',
            ),
          codes: z.array(z.int().min(0).max(255)).min(1).describe('Exit codes, such as [137].'),
        }),
        z.strictObject({
          kind: z
            .literal('evicted')
            .describe('The kubelet evicts a pod of the workload because its node is low on memory.'),
          times,
        }),
        z.strictObject({ kind: z.literal('unschedulable').describe('No node takes the pod.') }),
        z.strictObject({ kind: z.literal('no-pod').describe('The API server takes no pod of the workload.') }),
        z.strictObject({
          kind: z.literal('none').describe('A decoy: it looks like an incident, and nothing fails.'),
          for: duration().describe(
            'How long everything must have gone well, such as 20s; longer where a container has died before that.',
          ),
          deaths: z
            .int()
            .min(0)
            .max(10)
            .default(0)
            .describe(
              'Deaths of containers that are part of the scene: no fewer before that time, and no more at all.',
            ),
        }),
      ])
      .describe('What proves that the fault happens; a run that does not see it is inconclusive.'),
    cause,
    paces: z
      .strictObject({
        lab: z
          .strictObject({
            speedup: z.number().min(1).describe('How many times faster than the incident.'),
            ...paceFields,
          })
          .describe('Fast enough for a lesson.'),
        real: z
          .strictObject({ speedup: z.literal(1).describe('Always 1.'), ...paceFields })
          .describe("The incident's own pace."),
      })
      .describe('How fast the fault goes.'),
    horizon: duration().describe(
      "A failure projected beyond this, at the incident's own pace, does not count against a remedy; such as 7d.",
    ),
    invariants: z.array(invariantSchema).min(1).describe('What the service must still do after a remedy.'),
    remedies: z.array(remedySchema).min(1).describe('Changes to grade, the right one first.'),
    hints,
  })
  .describe('A fault to reproduce, diagnose and mend: data only, no code.');

export type ScenarioDocument = z.output<typeof scenarioSchema>;
export type RemedyDocument = z.output<typeof remedySchema>;
export type InvariantDocument = z.output<typeof invariantSchema>;
