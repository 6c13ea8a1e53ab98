import { imagesFor } from '../images/own-apps.ts';
import { scenariosFolder } from '../shared/places.ts';
import { resolve } from 'node:path';

/** Where a command finds scenarios, and the images that they may use: leaklab's, or what `--scenarios` names. */
export async function scenarioRoot(option: string | undefined): Promise<{ root: string; knownImages: string[] }> {
  const root = option === undefined ? scenariosFolder : resolve(option);
  return { root, knownImages: (await imagesFor(root)).map(({ ref }) => ref) };
}
