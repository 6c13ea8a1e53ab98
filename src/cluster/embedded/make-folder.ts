import { mkdir } from 'node:fs/promises';
import { Fault } from '../../shared/errors.ts';

/** @throws Fault (environment) where the folder can not be made: no rights, a full disk, a file in its place */
export async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((cause: unknown) => {
    const hint = 'LEAKLAB_HOME=/a/folder/of/yours leaklab …';
    throw new Fault('environment', `the embedded cluster needs the folder ${folder}`, { cause, hint });
  });
}
