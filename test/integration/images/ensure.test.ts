import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ensureImages } from '../../../src/images/ensure.ts';
import type { EnsureImages } from '../../../src/images/ensure.ts';
import { pushImages } from '../../../src/images/push.ts';
import { runCommand } from '../../../src/shared/command.ts';
import { Fault } from '../../../src/shared/errors.ts';

const refs = ['shop:1.0.0', 'shop:1.0.1'];
let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'images-'));
  mkdirSync(join(root, 'apps/shop/releases'), { recursive: true });
  writeFileSync(
    join(root, 'apps/shop/greet.ts'),
    'export const greet = (who: string) => console.log(`hello ${who}`);\n',
  );
  for (const release of ['1.0.0', '1.0.1']) {
    const source = `import { greet } from '../greet.ts';\ngreet('${release}');\n`;
    writeFileSync(join(root, `apps/shop/releases/${release}.ts`), source);
  }
  for (const folder of ['images', 'nodes/one', 'nodes/two'])
    mkdirSync(join(root, 'books', folder), { recursive: true });
  vi.stubEnv('PATH', `${join(import.meta.dirname, 'programs')}:${process.env['PATH']}`);
  vi.stubEnv('FAKE_BOOKS', join(root, 'books'));
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true });
});

/** The calls of the programs whose first words are these. */
function calls(...words: string[]): string[] {
  const all = readFileSync(join(root, 'books/calls'), 'utf8').split('\n');
  return all.filter((call) => call.startsWith(`${words.join(' ')} `));
}

function ensure(changes: Partial<EnsureImages> = {}) {
  const places = { stateFolder: join(root, 'state'), apps: join(root, 'apps') };
  return ensureImages({ refs, cluster: 'lab', nodes: ['one'], ...places, ...changes });
}

async function faultOf(call: Promise<unknown>): Promise<Fault> {
  const thrown = await call.catch((error: unknown) => error);
  if (!(thrown instanceof Fault)) throw new Error(`no Fault, but ${String(thrown)}`);
  return thrown;
}

describe('ensuring images', () => {
  test('builds and loads those that are not there', async () => {
    expect(await ensure()).toEqual({ built: refs, loaded: refs });
  });

  test('loads all of them with one call of kind', async () => {
    await ensure();
    expect(calls('kind', 'load')).toEqual(['kind load docker-image shop:1.0.0 shop:1.0.1 --name lab']);
  });

  test('does nothing when nothing has changed', async () => {
    await ensure();
    expect(await ensure()).toEqual({ built: [], loaded: [] });
  });

  test('builds and loads anew only the release that changed', async () => {
    await ensure();
    appendFileSync(join(root, 'apps/shop/releases/1.0.1.ts'), '// changed\n');
    expect(await ensure()).toEqual({ built: ['shop:1.0.1'], loaded: ['shop:1.0.1'] });
  });

  test('builds all releases anew when what they share has changed', async () => {
    await ensure();
    appendFileSync(join(root, 'apps/shop/greet.ts'), '// changed\n');
    expect((await ensure()).built).toEqual(refs);
  });

  test('loads without building what only a node lacks', async () => {
    await ensure({ cluster: null });
    expect(await ensure()).toEqual({ built: [], loaded: refs });
  });

  test('loads what any one of the nodes lacks', async () => {
    await ensure();
    rmSync(join(root, 'books/nodes/two/shop:1.0.1'));
    expect((await ensure({ nodes: ['one', 'two'] })).loaded).toEqual(['shop:1.0.1']);
  });

  test('only builds where kind does not know the cluster', async () => {
    expect(await ensure({ cluster: null })).toEqual({ built: refs, loaded: [] });
  });

  test('keeps a bundle that plain node runs', async () => {
    await ensure();
    const { stdout } = await runCommand(process.execPath, [join(root, 'state/images/shop/1.0.1/app.mjs')]);
    expect(stdout).toBe('hello 1.0.1');
  });

  test('leaves no folders of builds behind', async () => {
    await ensure();
    expect(readdirSync(join(root, 'state/images/shop')).sort()).toEqual(['1.0.0', '1.0.1']);
  });

  test('builds once when two start at the same time', async () => {
    const both = await Promise.all([ensure(), ensure()]);
    expect(both.flatMap((result) => result.built)).toEqual(refs);
  });

  test('pulls the base image where Docker does not have it', async () => {
    await ensure();
    expect(calls('docker', 'pull')).toEqual(['docker pull --quiet node:24-bookworm-slim']);
  });

  test('tells what it is doing', async () => {
    const told: string[] = [];
    await ensure({ onProgress: (text) => told.push(text) });
    expect(told).toEqual([
      'pulling node:24-bookworm-slim',
      'building shop:1.0.0',
      'building shop:1.0.1',
      'loading shop:1.0.0, shop:1.0.1 into the cluster',
    ]);
  });

  test('refuses a reference that no app has, with the near one', async () => {
    const { kind, hint } = await faultOf(ensure({ refs: ['shop:1.0.2'] }));
    expect([kind, hint]).toEqual(['usage', 'did you mean shop:1.0.0?']);
  });

  test.each([
    ['daemon', /daemon/, /start Docker/],
    ['base', /node:24-bookworm-slim is not in Docker and cannot be pulled/, /docker pull node:24-bookworm-slim/],
    ['node', /the node one does not say/, /leaklab cluster up/],
    ['load', /could not load shop:1.0.0, shop:1.0.1/, /kind load docker-image/],
  ])('says what to do about trouble with the %s', async (trouble, message, hint) => {
    vi.stubEnv('FAKE_TROUBLE', trouble);
    const fault = await faultOf(ensure());
    expect(fault).toMatchObject({
      kind: 'environment',
      message: expect.stringMatching(message),
      hint: expect.stringMatching(hint),
    });
  });
});

describe('pushing images', () => {
  test('gives their full references', async () => {
    await ensure({ cluster: null });
    const full = await pushImages({ refs, registry: '127.0.0.1:5000' });
    expect(full).toEqual(['127.0.0.1:5000/shop:1.0.0', '127.0.0.1:5000/shop:1.0.1']);
  });

  test('pushes each after it is tagged', async () => {
    await ensure({ cluster: null });
    await pushImages({ refs: ['shop:1.0.0'], registry: '127.0.0.1:5000' });
    expect([...calls('docker', 'tag'), ...calls('docker', 'push')]).toEqual([
      'docker tag shop:1.0.0 127.0.0.1:5000/shop:1.0.0',
      'docker push --quiet 127.0.0.1:5000/shop:1.0.0',
    ]);
  });

  test('says so when an image is not built', async () => {
    const { kind, message } = await faultOf(pushImages({ refs, registry: '127.0.0.1:5000' }));
    expect([kind, message]).toEqual(['environment', 'Docker has no image shop:1.0.0 to push']);
  });

  test('says so when the registry does not answer', async () => {
    await ensure({ cluster: null });
    vi.stubEnv('FAKE_TROUBLE', 'push');
    const { kind, message } = await faultOf(pushImages({ refs, registry: '127.0.0.1:5000' }));
    expect([kind, message]).toEqual(['environment', 'shop:1.0.0 could not be pushed to 127.0.0.1:5000']);
  });
});
