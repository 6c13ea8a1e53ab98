import type { Images } from '../../embedded/kubelet/image.ts';
import { machineImage } from '../../embedded/kubelet/machine-image.ts';
import type { AppImage } from '../../images/catalogue.ts';
import { listImages } from '../../images/catalogue.ts';
import { messageOf } from '../../shared/errors.ts';

/** The apps' releases as the embedded cluster's images, and the machine's own programs in the place of a few others. One that is new is found when its pull is tried again. */
export async function appImages(): Promise<Images> {
  let known = byReference(await listImages());
  const lookAgain = () =>
    listImages().then(
      (images) => void (known = byReference(images)),
      (thrown: unknown) => process.emitWarning(`the apps cannot be listed: ${messageOf(thrown)}`),
    );
  return (reference) => {
    const found = known.get(reference);
    if (found !== undefined) return found;
    const machine = machineImage(reference);
    if (machine !== undefined) return 'image' in machine ? machine.image : undefined;
    void lookAgain();
    return undefined;
  };
}

/** Why the embedded cluster cannot have an image that leaklab does not build; null where it can. */
export function externalImageProblem(reference: string): string | null {
  const machine = machineImage(reference);
  if (machine === undefined) return `the embedded cluster has no registry to take ${reference} from`;
  return 'why' in machine ? machine.why : null;
}

function byReference(images: AppImage[]): Map<string, { entry: string }> {
  return new Map(images.map(({ ref, entry }) => [ref, { entry }]));
}
