import { didYouMean } from '../shared/near.ts';
import type { KubeObject } from './kube-object.ts';
import type { Problem } from './problem.ts';
import { walk } from './value-walk.ts';
import type { Path, YamlDocument } from './yaml-document.ts';

interface ImageUse {
  objects: readonly KubeObject[];
  /** Those that `scenario.yaml` itself names in a change or remedy. */
  set: readonly { image: string; path: Path }[];
  complete: boolean;
  absent: readonly string[];
  external: readonly { image: string; index: number }[];
}

const containerLists = ['containers', 'initContainers'];

/**
 * The images of `scenario.yaml` are those that are built and loaded before the run: each must be used, every one that
 * is used must be there, and each must have an app where it is known which apps there are. With a file that could not
 * be read (`complete` false), an image that seems unused may be used there.
 */
export function checkImages(
  document: YamlDocument,
  listed: readonly { image: string; index: number }[],
  { objects, set, complete, absent, external }: ImageUse,
  known: readonly string[] | undefined,
): Problem[] {
  const problems: Problem[] = [];
  const names = listed.map(({ image }) => image);
  const used = [...objects.flatMap(imagesOf), ...set.map((one) => ({ ...one, source: document }))];
  for (const [position, { image, index }] of listed.entries()) {
    const place = document.place(['images', index]);
    const label = `images[${index}]`;
    if (names.indexOf(image) < position) {
      problems.push({ ...place, message: `${label}: "${image}" is listed twice` });
    } else if (complete && !used.some((other) => other.image === image)) {
      const hint =
        didYouMean(
          image,
          used.map((other) => other.image),
        ) ?? 'remove it';
      problems.push({ ...place, message: `${label}: no manifest or remedy uses "${image}"`, hint });
    }
    if (known && !known.includes(image)) {
      const hint = didYouMean(image, known) ?? `there are ${known.join(', ')}`;
      problems.push({ ...place, message: `${label}: no app is released as "${image}"`, hint });
    }
  }
  for (const [index, image] of absent.entries()) {
    if (known?.includes(image) !== true) continue;
    const message = `absentImages[${index}]: there is an app that is released as "${image}"`;
    problems.push({ ...document.place(['absentImages', index]), message, hint: 'move it to images' });
  }
  for (const { image, index } of external) {
    const place = document.place(['externalImages', index]);
    if (known?.includes(image) === true) {
      const message = `externalImages[${index}]: there is an app that is released as "${image}"`;
      problems.push({ ...place, message, hint: 'move it to images' });
    } else if (complete && !used.some((other) => other.image === image)) {
      const message = `externalImages[${index}]: no manifest or remedy uses "${image}"`;
      problems.push({ ...place, message, hint: 'remove it' });
    }
  }
  for (const { image, path, source } of used) {
    if ([...names, ...absent, ...external.map((each) => each.image)].includes(image) || listed.length === 0) continue;
    const hint = didYouMean(image, names) ?? 'add it there';
    problems.push({ ...source.place(path), message: `the image "${image}" is not in images of scenario.yaml`, hint });
  }
  return problems;
}

function imagesOf({ value, source }: KubeObject) {
  return [...walk(value)].flatMap(({ path, value: image }) => {
    const isImage = path.at(-1) === 'image' && containerLists.includes(String(path.at(-3)));
    return isImage && typeof image === 'string' ? [{ image, path, source }] : [];
  });
}
