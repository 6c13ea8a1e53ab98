import { setTimeout as pause } from 'node:timers/promises';

/** A photograph of 2048 × 1536 pixels, four bytes each: 12 MiB. */
export const image = { width: 2048, height: 1536, bytes: 2048 * 1536 * 4 };

/** Storage sends a piece of 1 MiB every 80 ms: an image takes a second. */
const piece = Buffer.alloc(2 ** 20, 0x7f);
const pieceEvery = 80;

/** The bytes of an image as they come from storage, piece by piece. A piece is storage's own: who keeps it, copies it. */
export async function* readImage(): AsyncGenerator<Buffer> {
  for (let sent = 0; sent < image.bytes; sent += piece.length) {
    await pause(pieceEvery);
    yield piece;
  }
}
