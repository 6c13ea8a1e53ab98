import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { resultsSchema } from '../../../src/report/results.ts';
import { runCommand } from '../../../src/shared/command.ts';
import { projectRoot } from '../../../src/shared/places.ts';
import { FakeApiServer, failure, list } from '../kube/fake-api-server.ts';
import { main, Sandbox } from './sandbox.ts';

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = new Sandbox();
});
afterEach(() => sandbox.remove());

const deadDaemon = 'echo "Cannot connect to the Docker daemon at unix:///nonexistent. Is it running?" >&2; exit 1';

describe('an environment that is not ready ends with 3 and what to do', () => {
  const commands = [
    ['run', 'list-leak', '--on', 'kind'],
    ['cluster', 'up', '--on', 'kind'],
    ['cluster', 'down', '--on', 'kind'],
    ['cluster', 'status', '--on', 'kind'],
  ];

  test('without Docker', async () => {
    const stderr =
      'leaklab: Docker is not installed (no program "docker" on the PATH)\n  try: start Docker, then: leaklab doctor';
    const results = await sandbox.each(commands);
    expect(results).toEqual(commands.map(() => ({ exitCode: 3, stdout: '', stderr })));
  });

  test('with a dead daemon', async () => {
    sandbox.program('docker', deadDaemon);
    const stderr = /^leaklab: Docker is installed, but its daemon does not answer: .*unix:\/\/\/nonexistent/s;
    const results = await sandbox.each(commands);
    expect(results).toMatchObject(commands.map(() => ({ exitCode: 3, stderr: expect.stringMatching(stderr) })));
  });

  test('without kind', async () => {
    sandbox.program('docker', 'exit 0');
    const stderr = /^leaklab: kind is not installed .*\n {2}try: install it from/;
    const results = await sandbox.each(commands);
    expect(results).toMatchObject(commands.map(() => ({ exitCode: 3, stderr: expect.stringMatching(stderr) })));
  });

  test('kind that fails is told in its own words, not as a defect', async () => {
    sandbox.program('docker', 'exit 0');
    sandbox.program('kind', '[ "$1" = version ] || { echo "ERROR: no room" >&2; exit 1; }');
    const { stderr, exitCode } = await sandbox.leaklab(['cluster', 'status']);
    expect([exitCode, stderr]).toEqual([
      3,
      'leaklab: `kind get clusters` exited with 1:\nERROR: no room\n  try: leaklab doctor',
    ]);
  });

  test('the status of a cluster that is not there', async () => {
    sandbox.program('docker', 'exit 0');
    sandbox.program('kind', 'exit 0');
    const { stderr, exitCode } = await sandbox.leaklab(['cluster', 'status']);
    expect([exitCode, stderr]).toEqual([3, 'there is no kind cluster "leaklab" yet; make it with: leaklab cluster up']);
  });

  test('by default there is nothing to end and nothing to show where no cluster can be', async () => {
    const [down, status] = await sandbox.each([
      ['cluster', 'down'],
      ['cluster', 'status'],
    ]);
    const why = 'no embedded one is up, and without Docker and kind there is no other';
    expect(down).toEqual({ exitCode: 0, stdout: '', stderr: `there is no cluster to end: ${why}` });
    expect(status).toMatchObject({ exitCode: 3, stderr: 'there is no cluster yet; make it with: leaklab cluster up' });
    expect(sandbox.state()).toEqual([]);
  });

  test('doctor says so, and its report is data', async () => {
    const { stdout, exitCode } = await sandbox.leaklab(['doctor', '--json']);
    expect([exitCode, JSON.parse(stdout)]).toMatchObject([3, { ok: false }]);
  });
});

test('a kind cluster that leaklab did not make is neither used nor deleted', async () => {
  sandbox.program('docker', 'exit 0');
  sandbox.program(
    'kind',
    'case "$*" in "get clusters") echo leaklab ;; "get nodes"*) echo leaklab-control-plane ;; esac',
  );
  const results = await sandbox.each([
    ['cluster', 'down'],
    ['run', 'list-leak'],
  ]);
  expect(results.map(({ exitCode }) => exitCode)).toEqual([2, 2]);
  expect(results[0]?.stderr).toMatch(/leaklab did not make it: it is neither used nor deleted/);
  expect(sandbox.calls().filter((call) => /kind (create|delete|load)/.test(call))).toEqual([]);
});

describe('a dry run', () => {
  test.each([['kind'], ['staging']])(
    'on %s prints what would be done, calls nothing and writes nothing',
    async (on) => {
      sandbox.program('docker', 'exit 0');
      sandbox.program('kind', 'exit 0');
      sandbox.program('kubectl', 'exit 0');
      const args = ['run', 'list-leak', '--remedy', 'all', '--on', on, '--dry-run'];
      const { stdout, stderr, exitCode } = await sandbox.leaklab(args);
      expect([exitCode, stderr, sandbox.calls(), sandbox.state()]).toEqual([0, '', [], []]);
      expect(stdout.match(/^# --- .*$/gm)).toHaveLength(6);
    },
  );
});

describe('data goes to stdout, and words to stderr', () => {
  test('a list as JSON goes to stdout, or to the file that is named', async () => {
    const [shown, written, refused] = await sandbox.each([
      ['list', '--json'],
      ['list', '--json', 'list.json'],
      ['list', '--json', '/none/list.json'],
    ]);
    expect([shown?.stderr, written?.stdout]).toEqual(['', '']);
    const { version, scenarios } = JSON.parse(shown?.stdout ?? '');
    expect([version, scenarios]).toEqual([1, expect.arrayContaining([expect.objectContaining({ name: 'list-leak' })])]);
    expect(readFileSync(join(sandbox.folder, 'list.json'), 'utf8')).toBe(`${shown?.stdout}\n`);
    const words = 'leaklab: the results cannot be written to /none/list.json';
    expect(refused).toEqual({ exitCode: 3, stdout: '', stderr: expect.stringContaining(words) });
  });

  test('a reader that goes away early is no failure', async () => {
    const script = `{ "${process.execPath}" "${main}" list --json 2>err; echo $? >code; } | /bin/true`;
    await runCommand('/bin/sh', ['-c', script], { env: sandbox.environment, cwd: sandbox.folder });
    const said = ['code', 'err'].map((name) => readFileSync(join(sandbox.folder, name), 'utf8'));
    expect(said).toEqual(['0\n', '']);
  });

  test('what nobody caught is a defect, never a verdict', async () => {
    const guard = join(projectRoot, 'src/cli/guard-process.ts');
    const script = `import { guardProcess } from ${JSON.stringify(guard)}; guardProcess(); void Promise.reject(new Error('lost'));`;
    const args = ['--input-type=module', '--eval', script];
    const { exitCode, stderr } = await runCommand(process.execPath, args, { reject: false });
    expect([exitCode, stderr.split('\n').slice(0, 2)]).toEqual([
      70,
      ['leaklab: a defect of leaklab itself, please report it:', 'Error: lost'],
    ]);
  });
});

const terminal = '/usr/bin/script';

describe.skipIf(!existsSync(terminal))('on a terminal', () => {
  test.each([
    ['there are colours', {}, true],
    ['there are none with NO_COLOR', { NO_COLOR: '1' }, false],
  ])('%s', async (_what, more, colours) => {
    // CI: Node knows no colours where it is set, whatever the terminal can do.
    const env = { ...sandbox.environment, TERM: 'xterm', CI: undefined, ...more };
    const command = `"${process.execPath}" "${main}" doctor --pre`;
    const { stdout } = await runCommand(terminal, ['-qec', command, '/dev/null'], { env, reject: false });
    expect([stdout.includes('not ready'), stdout.includes('\u{1b}[')]).toEqual([true, colours]);
  });
});

describe('on the context of another cluster', () => {
  async function withServer(): Promise<FakeApiServer> {
    const server = await FakeApiServer.start({ token: 'made-up-token' });
    onTestFinished(() => server.close());
    server.on('GET /api/v1/nodes', list('1', { metadata: { name: 'theirs' } }));
    server.on('GET /api/v1/namespaces', list('1'));
    return server;
  }

  test('nothing is done unless it is named on purpose, and its own no is told', async () => {
    const server = await withServer();
    const nodes = list('1', { metadata: { name: 'theirs' } });
    server.on('GET /api/v1/nodes', nodes, list('1'), failure(403, 'Forbidden', 'nodes is forbidden: User "guest"'));
    const on = ['run', 'list-leak', '--on', 'fake'];
    const lines = [on, on, ['run', 'list-leak', '--context', 'fake']];
    const stderr =
      'leaklab: leaklab did not make the cluster of context "fake", so it is left alone\n' +
      '  try: if you mean it, say so: leaklab run … --context fake';
    expect(await sandbox.each(lines, { KUBECONFIG: server.kubeconfig })).toEqual([
      { exitCode: 2, stdout: '', stderr },
      // A cluster that shows no nodes is nobody's of ours either.
      { exitCode: 2, stdout: '', stderr },
      { exitCode: 3, stdout: '', stderr: 'leaklab: nodes is forbidden: User "guest"\n  try: leaklab doctor' },
    ]);
    expect(new Set(server.asked())).toEqual(new Set(['GET /api/v1/nodes']));
  });

  test('a run that is refused ends with 3; its results are data, its record is kept, without credentials', async () => {
    const server = await withServer();
    // The name of the run's namespace is made up as it starts.
    server.on('PATCH *', failure(403, 'Forbidden', 'namespaces is forbidden: User "guest"'));
    const args = ['run', 'list-leak', '--context', 'fake', '--remedy', 'raise-limit', '--json'];
    const { stdout, exitCode } = await sandbox.leaklab(args, { KUBECONFIG: server.kubeconfig });
    const { runs } = resultsSchema.parse(JSON.parse(stdout));
    const fault = { kind: 'environment', message: 'namespaces is forbidden: User "guest"' };
    expect([exitCode, runs]).toMatchObject([
      3,
      [{ scenario: 'list-leak', remedy: 'raise-limit', verdict: 'inconclusive', asExpected: null, fault }],
    ]);
    const files = sandbox.state().filter((path) => path.startsWith(`runs/${runs[0]?.id}/`));
    expect(files.map((path) => path.split('/')[2])).toEqual(expect.arrayContaining(['journal.ndjson', 'report.md']));
    const grep = await runCommand('grep', ['-r', 'made-up-token', join(sandbox.folder, 'home')], { reject: false });
    expect(grep).toMatchObject({ exitCode: 1, stdout: '' });
  });
});
