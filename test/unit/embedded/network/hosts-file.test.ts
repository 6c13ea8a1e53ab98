import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { hostsText, rewrite } from '../../../../src/embedded/network/hosts-file.ts';

const pod = { namespace: 'lab', address: '127.64.1.1', hostname: 'one', dnsPolicy: 'ClusterFirst', hostAliases: [] };

test('Services of the own namespace have short names too, others do not', () => {
  const names = new Map([
    ['web.lab.svc.cluster.local', ['127.64.200.1']],
    ['db.other.svc.cluster.local', ['127.64.200.2']],
  ]);
  expect(hostsText(pod, names).split('\n').slice(-3)).toEqual([
    '127.64.200.1\tweb.lab.svc.cluster.local\tweb.lab.svc\tweb.lab\tweb',
    '127.64.200.2\tdb.other.svc.cluster.local\tdb.other.svc\tdb.other',
    '',
  ]);
});

test('a namespace whose name ends like another is not taken for it', () => {
  const names = new Map([['web.my-lab.svc.cluster.local', ['127.64.200.1']]]);
  expect(hostsText(pod, names)).toContain('\tweb.my-lab\n');
});

test('a file that a container has mounted stays the same file, whether its text grows or shrinks', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hosts-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'hosts');
  writeFileSync(file, 'before\n');
  const { ino } = statSync(file);
  for (const text of ['longer than before\n', 'short\n']) {
    rewrite(file, text);
    expect([readFileSync(file, 'utf8'), statSync(file).ino]).toEqual([text, ino]);
  }
});
