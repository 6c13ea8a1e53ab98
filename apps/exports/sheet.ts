import { setTimeout as pause } from 'node:timers/promises';

/** A statement of a year: 96,000 rows of 256 bytes, 24 MiB. */
const sheet = { rows: 98_304, rowBytes: 256 };

/** The database sends 16,384 rows at a time, and six times that in two seconds. */
const batch = { rows: 16_384, every: 333 };

/** Writes the whole sheet in memory, row by row as they come, since its first page holds the sums of all of them. */
export async function writeSheet(customer: string): Promise<{ rows: number; bytes: number; sum: number }> {
  const text = Buffer.alloc(sheet.rows * sheet.rowBytes, ' ');
  let sum = 0;
  for (let row = 0; row < sheet.rows; row += batch.rows) {
    await pause(batch.every);
    text.write(`${customer};${row};${row % 97}\n`, row * sheet.rowBytes);
    sum += row % 97;
  }
  return { rows: sheet.rows, bytes: text.length, sum };
}
