import { lstat, readFile, readdir, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { Fault, messageOf } from '../shared/errors.ts';

const largest = 256 * 2 ** 20;

/** A bundle's folder as it is read: it may come from anyone, so nothing outside of it is ever opened. */
export class BundleFolder {
  readonly #root: string;
  readonly #name: string;

  private constructor(root: string, name: string) {
    this.#root = root;
    this.#name = name;
  }

  static async open(folder: string): Promise<BundleFolder> {
    try {
      const root = await realpath(folder);
      if ((await lstat(root)).isDirectory()) return new BundleFolder(root, folder);
    } catch (error) {
      throw new Fault('usage', `expected a bundle, got ${folder}: ${messageOf(error)}`, { cause: error });
    }
    throw new Fault('usage', `expected a bundle, which is a folder; ${folder} is a file`);
  }

  /** The text of the file at `path`, or undefined where there is none. */
  async read(path: string): Promise<string | undefined> {
    const real = await this.#resolve(path);
    if (real === undefined) return undefined;
    const { size } = await lstat(real);
    if (size > largest) {
      const megabytes = Math.ceil(size / 2 ** 20);
      throw new Fault('usage', `${this.place(path)}: expected at most 256 MiB, got ${megabytes} MiB`);
    }
    try {
      return await readFile(real, 'utf8');
    } catch (error) {
      throw new Fault('usage', `${this.place(path)}: cannot be read: ${messageOf(error)}`, { cause: error });
    }
  }

  /** The names in the folder at `path`, sorted; none where it is not there. */
  async list(path: string): Promise<string[]> {
    const real = await this.#resolve(path);
    if (real === undefined || !(await lstat(real)).isDirectory()) return [];
    return (await readdir(real)).sort();
  }

  /** `path` as it is named to people. */
  place(path: string): string {
    return join(this.#name, path);
  }

  async #resolve(path: string): Promise<string | undefined> {
    let real: string;
    try {
      real = await realpath(join(this.#root, path));
    } catch (error) {
      if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) {
        return undefined;
      }
      throw new Fault('usage', `${this.place(path)}: cannot be read: ${messageOf(error)}`, { cause: error });
    }
    if (real.startsWith(this.#root + sep)) return real;
    throw new Fault('usage', `${this.place(path)}: expected a file in the bundle, got a link out of it`, {
      hint: 'a bundle holds all of its files; do not trust one that points elsewhere',
    });
  }
}
