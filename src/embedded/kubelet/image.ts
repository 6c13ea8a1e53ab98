import { createHash } from 'node:crypto';

/** An image of this cluster: a program for the node that runs us. */
export interface ImageOnDisk {
  /** Absolute path of the file that is run: .ts or .mjs, or what `command` takes. */
  entry: string;
  /** Its entrypoint; node with the entry when left out. */
  command?: readonly string[];
}

/** Finds the image that a reference means; undefined where there is none. */
export type Images = (reference: string) => ImageOnDisk | undefined;

/** A reference with its registry and tag, as container runtimes write it: docker.io/library/NAME:TAG. */
export function fullReference(reference: string): string {
  const { registry, path } = split(reference);
  const last = path.slice(path.lastIndexOf('/') + 1);
  return `${registry}/${path}${/[:@]/.test(last) ? '' : ':latest'}`;
}

/** Why the text can be no image's name, in the words of distribution/reference; undefined where it can. */
export function invalidReference(reference: string): string | undefined {
  const { path } = split(reference);
  const [name = ''] = path.split(/[:@]/);
  if (name !== name.toLowerCase()) {
    return `invalid reference format: repository name (${name}) must be lowercase`;
  }
  return isReference(reference) ? undefined : 'invalid reference format';
}

/** The registry that a reference names, or Docker's, and what follows it. */
function split(reference: string): { registry: string; path: string } {
  const [first = '', ...rest] = reference.split('/');
  const hasRegistry = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  if (hasRegistry) return { registry: first, path: rest.join('/') };
  return { registry: 'docker.io', path: `${rest.length === 0 ? 'library/' : ''}${reference}` };
}

function isReference(reference: string): boolean {
  return /^[a-z0-9.\-_]+(:\d+)?(\/[a-z0-9._-]+)*(:[\w][\w.-]{0,127})?(@sha256:[0-9a-f]{64})?$/.test(reference);
}

/** What stands for the image's digest: the same for the same program. */
export function imageId({ entry }: ImageOnDisk): string {
  return `sha256:${createHash('sha256').update(entry).digest('hex')}`;
}

/** Why a pull fails here: as containerd says it when the registry has no such image. */
export function pullError(reference: string): string {
  const full = fullReference(reference);
  return (
    `failed to pull and unpack image "${full}": failed to resolve reference "${full}": ` +
    `the embedded cluster has no registry, and no app and release of this name: not found`
  );
}
