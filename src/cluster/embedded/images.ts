import type { Images } from '../../embedded/kubelet/image.ts';
import type { AppImage } from '../../images/catalogue.ts';
import { listImages } from '../../images/catalogue.ts';
import { messageOf } from '../../shared/errors.ts';

/** The apps' releases as the embedded cluster's images. One that is new is found when its pull is tried again. */
export async function appImages(): Promise<Images> {
  let known = byReference(await listImages());
  const lookAgain = () =>
    listImages().then(
      (images) => void (known = byReference(images)),
      (thrown: unknown) => process.emitWarning(`the apps cannot be listed: ${messageOf(thrown)}`),
    );
  return (reference) => {
    const found = known.get(reference);
    if (found === undefined) void lookAgain();
    return found;
  };
}

function byReference(images: AppImage[]): Map<string, { entry: string }> {
  return new Map(images.map(({ ref, entry }) => [ref, { entry }]));
}
