import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { exitCodeOf } from '../../src/run/exit-code.ts';
import { newRunId } from '../../src/run/id.ts';
import { openLab } from '../../src/run/open-lab.ts';
import { run } from '../../src/run/run.ts';
import { loadScenario } from '../../src/scenario/load.ts';
import { runCommand } from '../../src/shared/command.ts';
import { scenariosFolder } from '../../src/shared/places.ts';
import { waitUntil } from '../../src/shared/retry.ts';
import { namespacesLeft, testCluster, watchersOn } from './lab.ts';
import { leaklab, leaklabRun, onlyRun, startLeaklab } from './leaklab.ts';

const kindIsMissing = inject('kindMissing') !== '';
const nobody = new AbortController().signal;

describe.skipIf(kindIsMissing)('an engine that is killed with SIGKILL while it waits for the fault', () => {
  let id: string;

  const killOne = async () => {
    const started = startLeaklab(['run', 'list-leak']);
    started.signalAt('waiting for the fault to happen', 'SIGKILL');
    const { stderr } = await started.ended;
    const found = /namespace lab-(\S+),/.exec(stderr)?.[1];
    if (found === undefined) throw new Error(`no namespace in:\n${stderr}`);
    return found;
  };

  beforeAll(async () => {
    await testCluster();
    id = await killOne();
  });

  test('leaves nothing running in the node', async () => {
    const cluster = await testCluster();
    const gone = async () => ((await watchersOn(cluster)).length === 0 ? true : undefined);
    await expect(waitUntil({ for: 'the witness to be gone from the node', within: 10 }, gone)).resolves.toBe(true);
  });

  test('leaves a journal of all that happened until then', async () => {
    const journal = await readFile(join(inject('home'), 'runs', id, 'journal.ndjson'), 'utf8');
    expect(journal).toContain('"type":"container.started"');
  });

  test('leaves a namespace that `cluster status` calls left over and `--sweep` removes', async () => {
    const before = await leaklab(['cluster', 'status']);
    expect(before.stdout).toMatch(new RegExp(`^lab-${id} .*left over`, 'm'));
    const sweep = await leaklab(['cluster', 'status', '--sweep']);
    expect(sweep.stderr).toContain(`removed lab-${id}`);
    const cluster = await testCluster();
    const gone = async () => ((await namespacesLeft(cluster, [id])).length === 0 ? true : undefined);
    await waitUntil({ for: `lab-${id} to be gone`, within: 60 }, gone);
  });

  test('leaves a namespace that the next run removes', async () => {
    const left = await killOne();
    const next = startLeaklab(['run', 'list-leak']);
    next.signalAt('deploying', 'SIGINT');
    expect((await next.ended).stderr).toContain(`removed what an earlier run left behind: lab-${left}`);
  });
});

describe.skipIf(kindIsMissing).concurrent('a workload that asks for more memory than the node has', () => {
  test('ends with exit code 3 and the words of the scheduler, and leaves nothing', async ({
    expect,
    onTestFinished,
  }) => {
    const cluster = await testCluster();
    const scenario = await loadScenario(join(scenariosFolder, 'list-leak'));
    const folder = await mkdtemp(join(inject('home'), 'no-room-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const manifests = scenario.manifests.map((path) => join(folder, basename(path)));
    for (const [index, path] of scenario.manifests.entries()) {
      const text = await readFile(path, 'utf8');
      await writeFile(manifests[index] ?? '', text.replace('memory: 64Mi', 'memory: 4Ti').replace('128Mi', '4Ti'));
    }
    const where = { on: 'kind', context: undefined };
    const quiet = () => undefined;
    const lab = await openLab(where, scenario.images, { signal: nobody, onProgress: quiet, onInterruption: quiet });
    onTestFinished(() => lab.close());
    const id = newRunId(new Date());
    const plan = { id, scenario: { ...scenario, manifests }, remedy: null, pace: scenario.paces.lab, keep: false };

    const result = await run({ ...plan, folder: join(folder, id) }, lab, [], nobody);

    expect(result.fault).toMatchObject({
      kind: 'environment',
      message: expect.stringContaining('Insufficient memory'),
    });
    expect(exitCodeOf([result])).toBe(3);
    expect(await namespacesLeft(cluster, [id])).toEqual([]);
  });
});

describe.skipIf(kindIsMissing).concurrent('a disk that is full', () => {
  const mounted: string[] = [];
  /** A folder with room for `size`; undefined where this user may not mount one. */
  const smallDisk = async (size: string) => {
    const folder = join(inject('home'), `disk-${size}`);
    await mkdir(folder, { recursive: true });
    const options = ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder];
    const { exitCode } = await runCommand('mount', options, { reject: false });
    if (exitCode !== 0) return undefined;
    mounted.push(folder);
    return folder;
  };
  afterAll(async () => {
    for (const folder of mounted) await runCommand('umount', [folder]);
  });

  test('ends the run with exit code 3, says so, and leaves no namespace', async ({ expect, skip }) => {
    // Room for the journal, and not for the bundle.
    const home = (await smallDisk('144k')) ?? skip('only a user who may mount a tmpfs can try this');
    const cluster = await testCluster();

    const ended = await leaklabRun(['list-leak'], { LEAKLAB_HOME: home });

    expect(ended.stderr).toContain('no room to write the bundle');
    expect(ended.stderr).not.toContain('defect');
    expect({ exitCode: ended.exitCode, kind: onlyRun(ended).fault?.kind }, ended.stderr).toEqual({
      exitCode: 3,
      kind: 'environment',
    });
    expect(await namespacesLeft(cluster, [onlyRun(ended).id])).toEqual([]);
  });
});
