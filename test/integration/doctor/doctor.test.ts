import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { doctorReportSchema } from '../../../src/doctor/report.ts';
import { runCommand } from '../../../src/shared/command.ts';
import { projectRoot } from '../../../src/shared/places.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doctor-'));
});
afterAll(() => rm(folder, { recursive: true }));

interface Machine {
  /** The only programs on the PATH. */
  programs: ('docker' | 'kind' | 'kubectl')[];
  env?: Record<string, string>;
}

const everything: Machine = { programs: ['docker', 'kind', 'kubectl'] };

/** `leaklab doctor` on a machine that has these programs and nothing else. */
async function doctor({ programs, env = {} }: Machine, ...args: string[]) {
  const path = programs.map((name) => join(projectRoot, 'test/fixtures/doctor', name));
  const clean = { DOCKER_HOST: undefined, LEAKLAB_CLUSTER: undefined, LEAKLAB_KIND_NODE_IMAGE: undefined };
  const state = join(folder, 'state');
  return runCommand(process.execPath, [join(projectRoot, 'src/cli/main.ts'), 'doctor', ...args], {
    env: { ...clean, NO_COLOR: '1', FORCE_COLOR: undefined, LEAKLAB_HOME: state, PATH: path.join(delimiter), ...env },
    reject: false,
    timeoutSeconds: 60,
  });
}

async function report(machine: Machine, ...args: string[]) {
  const { stdout, stderr, exitCode } = await doctor(machine, '--json', ...args);
  expect(stderr).toBe('');
  const { ok, checks } = doctorReportSchema.parse(JSON.parse(stdout));
  return { ok, exitCode, checks, of: (name: string) => checks.find((check) => check.name === name) };
}

/** Names of the checks with this outcome. */
function named(checks: { name: string; outcome: string }[], outcome: string) {
  return checks.filter((check) => check.outcome === outcome).map(({ name }) => name);
}

describe('a machine with everything', () => {
  test('is ready, with nothing found wanting in Docker, kind and the cluster', async () => {
    const { ok, exitCode, checks } = await report(everything);
    expect({ ok, exitCode }).toEqual({ ok: true, exitCode: 0 });
    expect(checks.filter(({ group, outcome }) => group !== 'machine' && outcome !== 'ok')).toEqual([]);
  });

  test('is told of line by line, with words where the output is piped', async () => {
    const { stdout } = await doctor(everything);
    expect(stdout).toContain('\n  ok      cluster         the kind cluster "leaklab" is ready\n');
    expect(stdout).toMatch(/\nready: [^\n]*ok[^\n]*$/);
  });

  test('is not asked about its cluster with --pre', async () => {
    const { checks } = await report(everything, '--pre');
    expect(checks.map(({ group }) => group)).not.toContain('cluster');
  });

  test('gets its report as a file beside the lines', async () => {
    const file = join(folder, 'report.json');
    const { stdout } = await doctor(everything, '--json', file);
    expect(stdout).toMatch(/\nready: /);
    expect(doctorReportSchema.parse(JSON.parse(await readFile(file, 'utf8'))).ok).toBe(true);
  });

  test('keeps no trace of having been asked', async () => {
    await doctor(everything);
    expect(await readdir(folder)).not.toContain('state');
  });
});

describe('a machine with no program at all', () => {
  test('lacks Docker and kind, and is asked nothing that hangs on them', async () => {
    const { ok, exitCode, checks } = await report({ programs: [] });
    expect({ ok, exitCode }).toEqual({ ok: false, exitCode: 3 });
    expect(named(checks, 'failure')).toEqual(['docker', 'kind']);
    const behindDocker = ['daemon', 'cgroup', 'kubectl-skew', 'node-image', 'base-image', 'cluster', 'cluster-images'];
    expect(named(checks, 'skipped')).toEqual(expect.arrayContaining(behindDocker));
  });

  test('is told what it lacks and how to get it', async () => {
    const { checks, of } = await report({ programs: [] });
    for (const name of ['docker', 'kind', 'kubectl']) {
      expect(of(name)?.found).toMatch(`there is no program "${name}" on the PATH`);
    }
    const faulty = checks.filter(({ outcome }) => outcome === 'failure' || outcome === 'warning');
    expect(faulty.filter(({ mend }) => mend === null)).toEqual([]);
  });
});

test('a daemon that is dead is told apart from a missing Docker', async () => {
  const env = { DOCKER_HOST: 'tcp://127.0.0.1:1' };
  const { exitCode, checks, of } = await report({ ...everything, env });
  expect(exitCode).toBe(3);
  expect(named(checks, 'failure')).toEqual(['daemon']);
  expect(of('daemon')).toMatchObject({
    found: 'Cannot connect to the Docker daemon at tcp://127.0.0.1:1. Is the docker daemon running?',
    mend: expect.stringMatching(/^unset DOCKER_HOST/),
  });
});

test('a machine without kind lacks only that', async () => {
  const { exitCode, checks } = await report({ programs: ['docker', 'kubectl'] });
  expect(exitCode).toBe(3);
  expect(named(checks, 'failure')).toEqual(['kind']);
});

test('a machine without kubectl is ready, with a warning', async () => {
  const { exitCode, checks } = await report({ programs: ['docker', 'kind'] });
  expect(exitCode).toBe(0);
  expect(named(checks, 'warning')).toContain('kubectl');
});

test('a cluster of that name which leaklab did not make is a failure', async () => {
  const { exitCode, of } = await report({ ...everything, env: { FAKE_LABELS: '' } });
  expect(exitCode).toBe(3);
  expect(of('cluster')).toMatchObject({ outcome: 'failure', found: expect.stringContaining('did not make it') });
});

test('a cluster that was stopped is a failure that `docker start` mends', async () => {
  const { of } = await report({ ...everything, env: { FAKE_NODE_STATE: 'exited' } });
  expect(of('cluster')).toMatchObject({ outcome: 'failure', mend: 'docker start leaklab-control-plane' });
});

test('a cluster that is not there yet is no fault', async () => {
  const { exitCode, of } = await report({ ...everything, env: { LEAKLAB_CLUSTER: 'another' } });
  expect(exitCode).toBe(0);
  expect(of('cluster')?.outcome).toBe('ok');
  expect(of('cluster-images')?.outcome).toBe('skipped');
});

test('a state folder that cannot be made is a failure', async () => {
  const { exitCode, of } = await report({ ...everything, env: { LEAKLAB_HOME: '/dev/null/state' } });
  expect(exitCode).toBe(3);
  expect(of('disk')?.outcome).toBe('failure');
});
