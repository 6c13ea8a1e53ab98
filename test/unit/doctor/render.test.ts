import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { render } from '../../../src/doctor/render.ts';
import type { DoctorReport } from '../../../src/doctor/report.ts';

const report: DoctorReport = {
  version: 1,
  ok: false,
  checks: [
    { group: 'machine', name: 'node', outcome: 'ok', found: 'Node 24.21.0', mend: null },
    { group: 'machine', name: 'memory', outcome: 'warning', found: '3 GiB available', mend: 'close the browser' },
    { group: 'docker', name: 'daemon', outcome: 'failure', found: 'no answer\nat all', mend: 'start docker' },
    { group: 'docker', name: 'cgroup', outcome: 'skipped', found: 'daemon failed', mend: null },
  ],
};

const text = (symbols: boolean, of = report) => stripVTControlCharacters(render(of, { symbols }));

describe('the report for people', () => {
  test('has signs on a terminal, and below each fault what mends it', () => {
    expect(text(true)).toBe(`machine
  √ node    Node 24.21.0
  ! memory  3 GiB available
            close the browser

docker
  × daemon  no answer
            at all
            start docker
  - cgroup  skipped: daemon failed

not ready: 1 failure, 1 warning, 1 ok, 1 skipped
`);
  });

  test('has words where it is piped', () => {
    expect(text(false)).toBe(`machine
  ok      node    Node 24.21.0
  warning memory  3 GiB available
                  close the browser

docker
  failure daemon  no answer
                  at all
                  start docker
  skipped cgroup  daemon failed

not ready: 1 failure, 1 warning, 1 ok, 1 skipped
`);
  });

  test('ends with "ready" when nothing failed', () => {
    const fine = { ...report, ok: true, checks: report.checks.slice(0, 1) };
    expect(text(false, fine).trimEnd().split('\n').at(-1)).toBe('ready: 1 ok');
  });
});
