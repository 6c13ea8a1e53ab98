import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { Fault } from '../shared/errors.ts';
import { projectRoot, scenariosFolder, stateFolder } from '../shared/places.ts';
import { imagesIn } from './images-in.ts';
import type { AppImage } from './images-in.ts';

/** Absolute paths of the folders that hold apps of a user's own, the one that was used last in front. */
const remembered = z.array(z.string());
/** More are forgotten: each is looked through whenever an image is asked for. */
const mostRemembered = 20;

/** Where the apps of scenarios below `root` are: beside it, as leaklab's own are. */
function appsBeside(root: string): string {
  return join(dirname(resolve(root)), 'apps');
}

/**
 * The images that scenarios below `root` may use: those of leaklab, and those of the apps beside `root`.
 * @throws Fault (usage) where an app there has the name of one of leaklab's
 */
export async function imagesFor(root: string): Promise<AppImage[]> {
  const ours = await imagesIn(join(projectRoot, 'apps'));
  if (resolve(root) === scenariosFolder) return ours;
  const own = await imagesIfThere(appsBeside(root));
  const taken = own.find(({ app }) => ours.some((image) => image.app === app));
  if (taken !== undefined) {
    throw new Fault('usage', `${taken.folder} has the name of one of leaklab's own apps: ${taken.app}`, {
      hint: 'rename the folder, and the images in scenario.yaml, the manifests and the remedies',
    });
  }
  return [...own, ...ours];
}

/** Notes that the apps beside `root` are images too: whoever starts a pod from one, in this process or another, finds it. */
export async function rememberApps(root: string): Promise<void> {
  const folder = appsBeside(root);
  const known = await rememberedApps();
  if (resolve(root) === scenariosFolder || known[0] === folder || !(await isFolder(folder))) return;
  const all = [folder, ...known.filter((other) => other !== folder)].slice(0, mostRemembered);
  await mkdir(stateFolder(), { recursive: true });
  const draft = `${appsFile()}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify(all, null, 2)}\n`);
  await rename(draft, appsFile());
}

/** The images of all apps that were remembered; where two have the same name, those that were used last. */
export async function rememberedImages(): Promise<AppImage[]> {
  const images = new Map<string, AppImage>();
  for (const folder of (await rememberedApps()).toReversed()) {
    for (const image of await imagesIfThere(folder)) images.set(image.ref, image);
  }
  return [...images.values()];
}

async function rememberedApps(): Promise<string[]> {
  const text = await readFile(appsFile(), 'utf8').catch((thrown: unknown) => {
    if (isNotThere(thrown)) return '[]';
    throw thrown;
  });
  return parseApps(text);
}

function parseApps(text: string): string[] {
  try {
    return remembered.parse(JSON.parse(text));
  } catch (cause) {
    const message = `${appsFile()} is not as leaklab writes it: expected a list of folders`;
    throw new Fault('environment', message, { cause, hint: `rm ${appsFile()}` });
  }
}

async function imagesIfThere(folder: string): Promise<AppImage[]> {
  return (await isFolder(folder)) ? imagesIn(folder) : [];
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    (thrown: unknown) => {
      if (isNotThere(thrown)) return false;
      throw thrown;
    },
  );
}

function isNotThere(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && (thrown.code === 'ENOENT' || thrown.code === 'ENOTDIR');
}

function appsFile(): string {
  return join(stateFolder(), 'apps.json');
}
