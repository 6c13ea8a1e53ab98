import { cp, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { Fault } from '../shared/errors.ts';
import { projectRoot, scenariosFolder } from '../shared/places.ts';
import { namePattern } from './schema.ts';

/** A scenario that works, and its app: what `leaklab new` copies under another name. */
const template = { name: 'new-scenario', folder: join(projectRoot, 'templates') };

/** What was made; absolute paths. */
export interface NewScenario {
  scenario: string;
  app: string;
}

/**
 * Makes the scenario `name` below `root`, and its app of the same name in `apps` beside `root`.
 * @throws Fault (usage) for a name that cannot be one, and where there is something of that name already
 */
export async function newScenario(name: string, root: string, takenApps: readonly string[]): Promise<NewScenario> {
  if (!namePattern.test(name) || !/^[a-z]/.test(name)) {
    const expected = 'at most 30 lower-case letters, digits and "-", a letter first';
    throw new Fault('usage', `expected a name of ${expected}, got "${name}"`);
  }
  if (takenApps.includes(name)) {
    throw new Fault('usage', `there is an app of that name already: ${name}`, { hint: 'take another name' });
  }
  const made = { scenario: join(resolve(root), name), app: join(dirname(resolve(root)), 'apps', name) };
  for (const path of [made.scenario, made.app]) {
    if (await exists(path)) throw new Fault('usage', `${path} is there already`, { hint: 'take another name' });
  }
  await copyRenamed('scenarios', made.scenario, name);
  await copyRenamed('apps', made.app, name);
  await sayModules(dirname(made.app));
  return made;
}

/** Copies a folder of the template; its name gives way to `name` in every file, and the schema is named from there. */
async function copyRenamed(part: 'apps' | 'scenarios', to: string, name: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await cp(join(template.folder, part, template.name), to, { recursive: true, errorOnExist: true, force: false });
  const entries = await readdir(to, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((each) => each.isFile())) {
    const file = join(entry.parentPath, entry.name);
    const text = (await readFile(file, 'utf8')).replaceAll(template.name, name);
    const schema = relative(dirname(file), join(scenariosFolder, 'scenario.schema.json'));
    const line = `# yaml-language-server: $schema=${schema}`;
    await writeFile(
      file,
      basename(file) === 'scenario.yaml' ? text.replace(/^# yaml-language-server:.*/, () => line) : text,
    );
  }
}

/** Without a word on it Node looks through each file for what kind of module it is, and warns of the time it takes. */
async function sayModules(apps: string): Promise<void> {
  const file = join(apps, 'package.json');
  if (!(await exists(file))) await writeFile(file, `${JSON.stringify({ private: true, type: 'module' }, null, 2)}\n`);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (thrown: unknown) => {
      if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return false;
      throw thrown;
    },
  );
}
