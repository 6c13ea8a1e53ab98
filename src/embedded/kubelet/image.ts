import { createHash } from 'node:crypto';

/** An image of this cluster: a program for the node that runs us. */
export interface ImageOnDisk {
  /** Absolute path of a .ts or .mjs file. */
  entry: string;
}

/** Finds the image that a reference means; undefined where there is none. */
export type Images = (reference: string) => ImageOnDisk | undefined;

/** A reference with its registry and tag, as container runtimes write it: docker.io/library/NAME:TAG. */
export function fullReference(reference: string): string {
  const [first = '', ...rest] = reference.split('/');
  const hasRegistry = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  const path = hasRegistry ? reference : `docker.io/${rest.length === 0 ? 'library/' : ''}${reference}`;
  const last = path.slice(path.lastIndexOf('/') + 1);
  return /[:@]/.test(last) ? path : `${path}:latest`;
}

/** True where the text can be an image's name at all. */
export function isReference(reference: string): boolean {
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
