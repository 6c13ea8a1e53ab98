import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { bundleFiles } from './bundle-files.ts';
import type { Evidence } from './evidence.ts';
import { redactEvidence } from './redact/evidence.ts';
import { Fault, messageOf } from '../shared/errors.ts';

export interface WriteOptions {
  /** How one file is written; tests put in a disk that is full. */
  write?: (path: string, text: string) => Promise<void>;
}

/**
 * Writes `evidence` to `folder` as a bundle, secrets taken out. The folder appears whole or not at all; a bundle that
 * is there already is replaced. Throws a Fault: `usage` where `folder` holds something else, `environment` where the
 * disk does not take it.
 */
export async function writeBundle(folder: string, evidence: Evidence, options: WriteOptions = {}): Promise<void> {
  const target = resolve(folder);
  const write = options.write ?? ((path: string, text: string) => writeFile(path, text));
  const files = bundleFiles(redactEvidence(evidence));
  await refuseForeign(target);
  let partial: string | undefined;
  try {
    await mkdir(dirname(target), { recursive: true });
    partial = await mkdtemp(join(dirname(target), `.${basename(target)}.partial-`));
    for (const [path, text] of files) {
      const file = join(partial, path);
      await mkdir(dirname(file), { recursive: true });
      await write(file, text);
    }
    await replace(partial, target);
  } catch (error) {
    if (partial !== undefined) await rm(partial, { recursive: true, force: true });
    throw asFault(error, target);
  }
}

/** A folder cannot be renamed over one with files in it: the old one is put aside first. */
async function replace(partial: string, target: string): Promise<void> {
  const old = `${partial}.old`;
  const hadOne = await rename(target, old).then(
    () => true,
    (error: unknown) => {
      if (codeOf(error) === 'ENOENT') return false;
      throw error;
    },
  );
  try {
    await rename(partial, target);
  } catch (error) {
    if (hadOne) await rename(old, target);
    throw error;
  }
  if (hadOne) await rm(old, { recursive: true, force: true });
}

async function refuseForeign(target: string): Promise<void> {
  const names = await readdir(target).catch((error: unknown): string[] => {
    if (codeOf(error) === 'ENOENT') return [];
    throw asFault(error, target);
  });
  if (names.length === 0 || names.includes('bundle.json')) return;
  throw new Fault('usage', `${target} is not empty and holds no bundle: expected a new folder or a bundle to replace`, {
    hint: 'name another folder',
  });
}

const fullDisk = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
const unusable = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'EISDIR', 'ENAMETOOLONG', 'EIO', 'EMFILE']);

function asFault(error: unknown, target: string): unknown {
  const code = codeOf(error);
  if (code !== undefined && fullDisk.has(code)) {
    return new Fault('environment', `no room to write the bundle to ${target} (${code}); nothing was left there`, {
      hint: `make room on that disk (df -h ${dirname(target)} shows how full it is), or name a folder on another`,
      cause: error,
    });
  }
  if (code !== undefined && unusable.has(code)) {
    return new Fault('environment', `cannot write the bundle to ${target}: ${messageOf(error)}`, {
      hint: `check that ${dirname(target)} is a folder that you may write to, or name another`,
      cause: error,
    });
  }
  return error;
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
