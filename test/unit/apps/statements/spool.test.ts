import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Spool } from '../../../../apps/statements/spool.ts';

const aFolder = () => mkdtempSync(join(tmpdir(), 'spool-'));

async function written(spool: Spool, times: number): Promise<void> {
  for (let i = 0; i < times; i += 1) await spool.write();
}

test('a spool without a bound keeps every statement', async () => {
  const folder = aFolder();
  await written(new Spool({ folder, keep: Infinity, makesRoom: false }), 5);
  expect(readdirSync(folder)).toHaveLength(5);
});

test('a bounded spool keeps the newest statements', async () => {
  const folder = aFolder();
  await written(new Spool({ folder, keep: 2, makesRoom: false }), 5);
  expect(readdirSync(folder)).toEqual(['000000004.statement', '000000005.statement']);
});

test('what another container left in the folder counts to the bound', async () => {
  const folder = aFolder();
  for (const name of ['000000001.statement', '000000002.statement']) writeFileSync(join(folder, name), '');
  await written(new Spool({ folder, keep: 2, makesRoom: false }), 1);
  expect(readdirSync(folder)).toEqual(['000000002.statement', '000000003.statement']);
});
