import { Preview } from './preview.ts';
import { readImage } from './storage.ts';

/** Makes the preview of each piece of the image as it comes. */
export async function previewOfPieces(): Promise<Preview> {
  const preview = new Preview();
  for await (const part of readImage()) preview.add(part);
  return preview;
}
