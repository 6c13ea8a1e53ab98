import type { Recording } from './recording.ts';

/** Makes texts of two clusters comparable: what may differ from run to run gets the name of what it is. */
export type Normalise = (text: string) => string;

export function normaliserOf(recording: Recording): Normalise {
  const names = [...namesIn(recording)].sort(([a], [b]) => b.length - a.length);
  const nodes = nodesIn(recording);
  return (text) => {
    let plain = text.replaceAll(recording.namespace, 'NAMESPACE');
    for (const [name, alias] of names) plain = plain.replaceAll(name, alias);
    plain = plain.replaceAll(/\b(containerd|embedded):\/\/[0-9a-f]{64}\b/g, 'CONTAINER');
    // By its name alone it could not be told from a word of the text.
    for (const node of nodes) plain = plain.replace(new RegExp(` to ${node}$`), ' to NODE');
    return (
      plain
        .replaceAll(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, 'UID')
        .replaceAll(/\b[0-9a-f]{64}\b/g, 'HASH')
        .replaceAll(/\b\d{1,3}(\.\d{1,3}){3}\b/g, 'IP')
        // A node that has pulled an image from a registry too tells of it by that name.
        .replaceAll(/\bIP:\d+\/(?=[a-z0-9-]+[:@])/g, 'docker.io/library/')
        // A pod that was refused has a name too, and never the same twice.
        .replaceAll(/~(\d+)-[a-z0-9]{5}\b/g, '~$1~?')
        // From the tenth on events that differ in that name alone are told as one.
        .replaceAll('(combined from similar events): ', '')
        .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, 'TIME')
    );
  };
}

/** Names that a controller has made, each with one that tells whose it is: `web-1-2` is the second pod of the first set. */
function namesIn(recording: Recording): Map<string, string> {
  const names = new Map<string, string>();
  const counts = new Map<string, number>();
  for (const kind of ['ReplicaSet', 'Pod']) {
    for (const { versions } of recording.of(kind)) {
      const { name, ownerReferences } = versions[0]?.object.metadata ?? { name: '' };
      const owner = ownerReferences?.find(({ controller }) => controller === true);
      if (owner === undefined) continue;
      const number = (counts.get(owner.uid) ?? 0) + 1;
      counts.set(owner.uid, number);
      names.set(name, `${names.get(owner.name) ?? owner.name}~${number}`);
    }
  }
  return names;
}

function nodesIn(recording: Recording): Set<string> {
  const names = recording.of('Pod').flatMap(({ versions }) =>
    versions.flatMap(({ object: { spec } }) => {
      const node: unknown = typeof spec === 'object' && spec !== null && 'nodeName' in spec ? spec.nodeName : undefined;
      return typeof node === 'string' ? [node] : [];
    }),
  );
  return new Set(names);
}
