import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

/** The text of a kernel file, trimmed; undefined where it is not there (any more) or not for us. */
export function readKernelFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    // Groups and processes come and go while they are looked at: absence is an answer.
    return undefined;
  }
}

/** True where the kernel took the value. */
export function writeKernelFile(path: string, value: string): boolean {
  try {
    writeFileSync(path, value, { flag: 'r+' });
    return true;
  } catch {
    // No such knob on this kernel, or not ours to turn: the caller decides what follows.
    return false;
  }
}

/** The number behind `key` in lines of "key value"; 0 where there is none. */
export function valueOf(text: string | undefined, key: string): number {
  const found = new RegExp(`^${key} (\\d+)$`, 'm').exec(text ?? '');
  return Number(found?.[1] ?? 0);
}

/** What a kernel's folder lists; empty where it is not there (any more). */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // A process that has ended meanwhile.
    return [];
  }
}
