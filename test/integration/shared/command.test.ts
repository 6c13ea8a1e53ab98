import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { CommandError, runCommand, startCommand } from '../../../src/shared/command.ts';
import { isRunning } from '../../../src/shared/lock.ts';
import { projectRoot } from '../../../src/shared/places.ts';
import { waitUntil } from '../../../src/shared/retry.ts';

const folder = mkdtempSync(join(tmpdir(), 'command-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The error of a call that must fail. */
async function errorOf(call: Promise<unknown>): Promise<CommandError> {
  const thrown = await call.catch((error: unknown) => error);
  if (!(thrown instanceof CommandError)) throw new Error(`no CommandError, but ${String(thrown)}`);
  return thrown;
}

function untilGone(pid: number) {
  return waitUntil({ for: `process ${pid} to be gone`, within: 10, every: 0.05 }, () => !isAlive(pid) || undefined);
}

/** A dead orphan stays in the process table until the machine's first process looks after it. */
function isAlive(pid: number): boolean {
  return isRunning(pid) && !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
}

async function collect(lines: AsyncIterable<string>): Promise<string[]> {
  const collected: string[] = [];
  for await (const line of lines) collected.push(line);
  return collected;
}

describe('running a program to its end', () => {
  test('gives its output and exit code', async () => {
    const result = await runCommand('sh', ['-c', 'echo out; echo err >&2']);
    expect(result).toEqual({ stdout: 'out', stderr: 'err', exitCode: 0 });
  });

  test('passes arguments as they are, with no shell between', async () => {
    const { stdout } = await runCommand('printf', ['%s|', '$HOME', 'a b', '*', '"']);
    expect(stdout).toBe('$HOME|a b|*|"|');
  });

  test('writes the input and closes it', async () => {
    expect((await runCommand('cat', [], { input: 'hello' })).stdout).toBe('hello');
  });

  test('closes the stdin of a program that gets no input', async () => {
    expect((await runCommand('cat', [], { timeoutSeconds: 10 })).stdout).toBe('');
  });

  test('adds to the environment and takes away from it', async () => {
    const script = 'echo "$LEAKLAB_TEST,${HOME-none},${PATH:+path}"';
    const { stdout } = await runCommand('sh', ['-c', script], { env: { LEAKLAB_TEST: '1', HOME: undefined } });
    expect(stdout).toBe('1,none,path');
  });

  test('starts it in the given folder', async () => {
    expect((await runCommand('pwd', ['-P'], { cwd: '/' })).stdout).toBe('/');
  });

  test('fails on an exit code other than 0', async () => {
    const { exitCode, notFound, timedOut } = await errorOf(runCommand('sh', ['-c', 'exit 3']));
    expect({ exitCode, notFound, timedOut }).toEqual({ exitCode: 3, notFound: false, timedOut: false });
  });

  test('gives an exit code other than 0 as an answer when told to', async () => {
    expect((await runCommand('sh', ['-c', 'exit 3'], { reject: false })).exitCode).toBe(3);
  });

  test('tells what failed as a line to paste into a shell, with the last output once', async () => {
    const { message } = await errorOf(runCommand('sh', ['-c', 'echo "it broke" >&2; exit 1']));
    expect(message).toBe(`\`sh -c 'echo "it broke" >&2; exit 1'\` exited with 1:\nit broke`);
  });

  test('shows no more than the last ten lines of output', async () => {
    const { message } = await errorOf(runCommand('sh', ['-c', 'seq 1 50; exit 1']));
    expect(message.split('\n').slice(1)).toEqual(['41', '42', '43', '44', '45', '46', '47', '48', '49', '50']);
  });

  test('tells a missing program from a failing one', async () => {
    const { notFound, message } = await errorOf(runCommand('no-such-program', ['x'], { reject: false }));
    expect([notFound, message]).toEqual([
      true,
      '`no-such-program x` could not start: there is no program "no-such-program"',
    ]);
  });

  test('does not take a missing folder for a missing program', async () => {
    const { notFound, message } = await errorOf(runCommand('true', [], { cwd: join(folder, 'nowhere') }));
    expect([notFound, message]).toEqual([false, `\`true\` could not start: no folder ${join(folder, 'nowhere')}`]);
  });

  test('fails when it takes longer than the timeout, also where exit codes are answers', async () => {
    const call = runCommand('sleep', ['60'], { timeoutSeconds: 0.1, reject: false });
    const { timedOut, message } = await errorOf(call);
    expect([timedOut, message]).toEqual([true, '`sleep 60` did not end within 0.1 s']);
  });

  test('counts an end by a signal as a shell does', async () => {
    expect((await runCommand('sh', ['-c', 'kill -9 $$'], { reject: false })).exitCode).toBe(137);
  });

  test("rejects with the signal's reason when it is aborted", async () => {
    const controller = new AbortController();
    const call = runCommand('sleep', ['60'], { signal: controller.signal, reject: false });
    const reason = new Error('interrupted');
    controller.abort(reason);
    await expect(call).rejects.toBe(reason);
  });

  test('starts nothing when it is aborted already', async () => {
    const file = join(folder, 'started');
    await expect(runCommand('touch', [file], { signal: AbortSignal.abort(new Error('early')) })).rejects.toThrow(
      'early',
    );
    expect(() => readFileSync(file)).toThrow('ENOENT');
  });
});

describe('a program that runs beside the engine', () => {
  test('gives its output line by line', async () => {
    const lines = await collect(startCommand('printf', ['a\nb b\n\nlast']).lines);
    expect(lines).toEqual(['a', 'b b', '', 'last']);
  });

  test('reads what is written to it', async () => {
    const command = startCommand('cat', []);
    command.stdin.end('one\ntwo\n');
    expect(await collect(command.lines)).toEqual(['one', 'two']);
  });

  test('tells why it ended badly, with its last stderr', async () => {
    const { exitCode, failure } = await startCommand('sh', ['-c', 'echo why >&2; exit 4']).ended;
    expect([exitCode, failure?.message]).toEqual([4, "`sh -c 'echo why >&2; exit 4'` exited with 4:\nwhy"]);
  });

  test('tells that there is no such program', async () => {
    expect((await startCommand('no-such-program', []).ended).failure?.notFound).toBe(true);
  });

  test('has no failure when it is stopped', async () => {
    const command = startCommand('sleep', ['60']);
    await command.stop();
    expect(await command.ended).toEqual({ exitCode: 143, failure: undefined });
  });

  test('is killed when it does not stop', async () => {
    const command = startCommand('sh', ['-c', 'trap "" TERM; echo deaf; while :; do sleep 0.1; done']);
    await command.lines[Symbol.asyncIterator]().next();
    await command.stop();
    expect((await command.ended).exitCode).toBe(137);
  });

  test('takes its descendants with it when it is stopped', async () => {
    const command = startCommand('sh', ['-c', 'sleep 60 & echo $!; wait']);
    const first = await command.lines[Symbol.asyncIterator]().next();
    await command.stop();
    expect(await untilGone(Number(first.value))).toBe(true);
  });

  test('gives no more lines once it is stopped', async () => {
    const command = startCommand('yes', []);
    const lines = collect(command.lines);
    await command.stop();
    expect(new Set(await lines).size).toBeLessThanOrEqual(1);
  });

  test('stops although nobody reads its output', async () => {
    const command = startCommand('yes', []);
    await command.stop();
    expect((await command.ended).failure).toBeUndefined();
  });

  test('ends without a failure on the signal', async () => {
    const controller = new AbortController();
    const command = startCommand('sleep', ['60'], { signal: controller.signal });
    controller.abort();
    expect((await command.ended).failure).toBeUndefined();
  });

  test('ends with the engine, and so do its descendants', async () => {
    const module = join(projectRoot, 'src/shared/command.ts');
    const engine = `
      import { startCommand } from ${JSON.stringify(module)};
      const command = startCommand('sh', ['-c', 'sleep 60 & echo $!; wait']);
      for await (const line of command.lines) { console.log(line); process.exit(0); }`;
    const { stdout } = await runCommand(process.execPath, ['--input-type=module', '--eval', engine]);
    expect(await untilGone(Number(stdout))).toBe(true);
  });
});
