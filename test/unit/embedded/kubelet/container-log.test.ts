import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ContainerLog } from '../../../../src/embedded/kubelet/container-log.ts';
import type { LogOptions } from '../../../../src/embedded/kubelet/node-access.ts';
import { readLog } from '../../../../src/embedded/kubelet/read-log.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'log-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const start = Date.parse('2026-01-02T03:04:05.678Z');

function create(largest?: number): ContainerLog {
  return new ContainerLog(join(folder, '0.log'), largest);
}

async function read(log: ContainerLog, options: LogOptions = {}, now = start, signal = new AbortController().signal) {
  const chunks = [];
  for await (const chunk of readLog(log, options, now, signal)) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

test('a line that comes in pieces is one line, and a character that is cut is whole again', async () => {
  const log = create();
  const bytes = Buffer.from('größe\nnext');
  log.append('stdout', bytes.subarray(0, 3), start);
  log.append('stdout', bytes.subarray(3), start);
  expect(await read(log)).toBe('größe\n');
  log.close(start);
  expect(await read(log)).toBe('größe\nnext');
});

test('tailLines, sinceSeconds, timestamps and limitBytes choose what is read', async () => {
  const log = create();
  for (const [index, word] of ['one', 'two', 'three'].entries()) {
    log.append('stderr', Buffer.from(`${word}\n`), start + index * 10_000);
  }
  const now = start + 20_000;
  expect(await read(log, { tailLines: 2 }, now)).toBe('two\nthree\n');
  expect(await read(log, { tailLines: 0 }, now)).toBe('');
  expect(await read(log, { sinceSeconds: 5 }, now)).toBe('three\n');
  expect(await read(log, { limitBytes: 5 }, now)).toBe('one\nt');
  expect(await read(log, { tailLines: 1, timestamps: true }, now)).toBe('2026-01-02T03:04:25.678000000Z three\n');
});

test('a log that has grown too large keeps its newest lines in two files', async () => {
  const log = create(1000);
  for (let line = 0; line < 100; line += 1) log.append('stdout', Buffer.from(`line ${line}\n`), start);
  const text = await read(log);
  expect(text.endsWith('line 98\nline 99\n')).toBe(true);
  expect(text).not.toContain('line 0\n');
  expect(statSync(join(folder, '0.log')).size).toBeLessThanOrEqual(1000);
});

test('a follower gets what is there and what comes, up to the end', async () => {
  const log = create();
  log.append('stdout', Buffer.from('before\n'), start);
  const followed = read(log, { follow: true });
  log.append('stdout', Buffer.from('after\n'), start);
  log.close(start);
  expect(await followed).toBe('before\nafter\n');
});

test('a follower that is let go ends', async () => {
  const leaving = new AbortController();
  const followed = read(create(), { follow: true }, start, leaving.signal);
  leaving.abort();
  expect(await followed).toBe('');
});

test('a line longer than 16 KiB is kept in parts and read in one', async () => {
  const log = create();
  const long = 'x'.repeat(40_000);
  log.append('stdout', Buffer.from(`${long}\n`), start);
  expect(log.lines().map(({ whole }) => whole)).toEqual([false, false, true]);
  expect(await read(log)).toBe(`${long}\n`);
});

test('what is no text is read as it was written', async () => {
  const log = create();
  const bytes = Buffer.from([0, 255, 254, 10, 65, 10, 0xe2, 0x82, 10]);
  log.append('stdout', bytes, start);
  const chunks = [];
  for await (const chunk of readLog(log, {}, start, new AbortController().signal)) chunks.push(chunk);
  expect(Buffer.concat(chunks)).toEqual(bytes);
});

test('the tail of a long log is its last lines', () => {
  const log = create();
  for (let line = 0; line < 20; line += 1) log.append('stdout', Buffer.from(`${line} ${'x'.repeat(10_000)}\n`), start);
  const tail = log.tail();
  expect(tail.length).toBeLessThan(20);
  expect(tail.at(-1)?.text).toMatch(/^19 x+$/);
});

test('one chunk of many lines is cut where a file is full', async () => {
  const log = create(1000);
  const lines = Array.from({ length: 100 }, (_, line) => `line ${line}\n`);
  log.append('stdout', Buffer.from(lines.join('')), start);
  expect(statSync(join(folder, '0.log')).size).toBeLessThanOrEqual(1000);
  expect(await read(log, { tailLines: 2 })).toBe('line 98\nline 99\n');
});
