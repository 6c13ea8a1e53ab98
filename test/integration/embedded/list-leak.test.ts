import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { resultsSchema } from '../../../src/report/results.ts';
import { runCommand } from '../../../src/shared/command.ts';
import type { CommandResult } from '../../../src/shared/command.ts';
import { projectRoot } from '../../../src/shared/places.ts';

const home = mkdtempSync(join(tmpdir(), 'embedded-'));
afterAll(() => rmSync(home, { recursive: true }));

describe('list-leak on the embedded cluster, real processes under real limits', () => {
  const remedies = ['bounded-buffer', 'raise-limit', 'restart-policy'];
  let ended: CommandResult;
  beforeAll(async () => {
    const args = ['run', 'list-leak', '--on', 'embedded', '--remedy', remedies.join(','), '--json'];
    ended = await runCommand(process.execPath, [join(projectRoot, 'src/cli/main.ts'), ...args], {
      env: { LEAKLAB_HOME: home },
      reject: false,
      timeoutSeconds: 240,
    });
  }, 250_000);
  const runs = () => resultsSchema.parse(JSON.parse(ended.stdout)).runs;

  test('ends with 0', () => {
    expect([ended.exitCode, ended.exitCode === 0 ? '' : ended.stderr]).toEqual([0, '']);
  });

  test('gives each remedy the verdict that it gets on kind', () => {
    expect(runs().map(({ remedy, verdict }) => `${remedy} ${verdict}`)).toEqual([
      'bounded-buffer resolved',
      'raise-limit delayed',
      'restart-policy failed',
    ]);
  });

  test('names the cause', () => {
    expect(runs().map(({ cause }) => cause)).toEqual(remedies.map(() => 'memory-leak'));
  });

  test('leaves the runs and nothing of the cluster', () => {
    expect(readdirSync(join(home, 'embedded'))).toEqual([]);
    expect(readdirSync(join(home, 'runs'))).toHaveLength(remedies.length);
  });

  test('writes the evidence of each', () => {
    for (const { folder } of runs()) {
      expect(readFileSync(join(folder, 'bundle/crash.log'), 'utf8')).toContain('"msg":"progress"');
    }
  });
});
