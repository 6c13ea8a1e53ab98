import { Preview } from './preview.ts';
import { image, readImage } from './storage.ts';

/** Reads the image to its end, and makes the preview of the whole. */
export async function previewOfWhole(): Promise<Preview> {
  // White, until the pixels are there.
  const whole = Buffer.alloc(image.bytes, 0xff);
  let read = 0;
  for await (const part of readImage()) read += part.copy(whole, read);
  const preview = new Preview();
  preview.add(whole);
  return preview;
}
