import type { Evidence } from '../evidence/evidence.ts';
import type { AnyObject } from '../evidence/objects.ts';
import { Fault } from '../shared/errors.ts';
import { didYouMean } from '../shared/near.ts';
import type { Finding } from './finding.ts';
import { ownerOf } from './owner.ts';

/** One object that is asked about. */
export interface Target {
  kind: string;
  name: string;
}

/** What kubectl calls the kinds that a finding can speak of. */
const words: Record<string, string> = {
  po: 'Pod',
  pod: 'Pod',
  pods: 'Pod',
  deploy: 'Deployment',
  deployment: 'Deployment',
  deployments: 'Deployment',
  rs: 'ReplicaSet',
  replicaset: 'ReplicaSet',
  replicasets: 'ReplicaSet',
  sts: 'StatefulSet',
  statefulset: 'StatefulSet',
  statefulsets: 'StatefulSet',
  job: 'Job',
  jobs: 'Job',
  svc: 'Service',
  service: 'Service',
  services: 'Service',
};

/** @throws Fault (usage) for what is no KIND/NAME of a kind that is diagnosed */
export function parseTarget(text: string): Target {
  const [word = '', name = '', ...rest] = text.split('/');
  const kind = words[word.toLowerCase()];
  if (kind !== undefined && name !== '' && rest.length === 0) return { kind, name };
  const message = `expected deploy/NAME, pod/NAME, sts/NAME, job/NAME or svc/NAME, got ${text}`;
  throw new Fault('usage', message, { hint: `leaklab diagnose deploy/${name === '' ? word : name}` });
}

/**
 * The findings that speak of `target`: on itself, on its pods, or on what it belongs to. Where there is none, the one
 * finding `none`.
 * @throws Fault (usage) when the evidence does not have the object
 */
export function findingsOn(target: Target, findings: readonly Finding[], evidence: Evidence): Finding[] {
  const pods = podsOf(target, evidence);
  const owners = evidence.pods
    .filter(({ metadata }) => pods.has(metadata.name))
    .map((pod) => ownerOf(pod, evidence))
    .filter(({ kind }) => kind !== 'Pod');
  const about = [target, ...owners];
  const found = findings.filter(
    (finding) =>
      finding.cause !== 'none' &&
      (finding.pods.some((pod) => pods.has(pod)) || about.some((one) => isSame(one, finding.subject))),
  );
  if (found.length > 0) return found;
  const others = findings.filter(({ cause }) => cause !== 'none').length;
  const elsewhere = others === 0 ? '' : `; ${others} on other objects of the namespace`;
  const [none] = findings.filter(({ cause }) => cause === 'none');
  if (none !== undefined) return [{ ...none, subject: target }];
  const summary = `No finding speaks of ${target.kind.toLowerCase()} ${target.name}${elsewhere}.`;
  const nothing = { pods: [], for: [], against: [], figures: {}, next: [] };
  return [{ cause: 'none', subject: target, confidence: 0.7, summary, ...nothing }];
}

function podsOf(target: Target, evidence: Evidence): Set<string> {
  const names = objectsOf(target.kind, evidence).map(({ metadata }) => metadata.name);
  if (!names.includes(target.name)) {
    const what = `${target.kind.toLowerCase()}/${target.name}`;
    throw new Fault('usage', `there is no ${what} in namespace ${evidence.namespace}`, {
      hint: didYouMean(target.name, names) ?? (names.length === 0 ? undefined : `there is ${names.join(', ')}`),
    });
  }
  const ours = evidence.pods.filter(
    (pod) => isSame(target, { kind: 'Pod', name: pod.metadata.name }) || isSame(target, ownerOf(pod, evidence)),
  );
  return new Set(ours.map(({ metadata }) => metadata.name));
}

function objectsOf(kind: string, { pods, deployments, others }: Evidence): readonly Pick<AnyObject, 'metadata'>[] {
  if (kind === 'Pod') return pods;
  if (kind === 'Deployment') return deployments;
  if (kind === 'ReplicaSet') return others.replicasets;
  if (kind === 'StatefulSet') return others.statefulsets;
  return kind === 'Job' ? others.jobs : others.services;
}

function isSame(one: Target, other: Target): boolean {
  return one.kind === other.kind && one.name === other.name;
}
