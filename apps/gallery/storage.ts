import { setTimeout as pause } from 'node:timers/promises';

/** A photograph of 2048 × 1024 pixels, four bytes each: 8 MiB. */
export const image = { width: 2048, height: 1024, bytes: 2048 * 1024 * 4 };

/** Storage sends a piece of 1 MiB every 180 ms: an image takes a second and a half. */
const piece = Buffer.alloc(2 ** 20, 0x7f);
const pieceEvery = 180;

/** The bytes of an image as they come from storage, piece by piece. A piece is storage's own: who keeps it, copies it. */
export async function* readImage(): AsyncGenerator<Buffer> {
  for (let sent = 0; sent < image.bytes; sent += piece.length) {
    await pause(pieceEvery);
    yield piece;
  }
}
