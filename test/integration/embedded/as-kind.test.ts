import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Cluster } from '../../../src/cluster/cluster.ts';
import { openOwn } from '../../../src/cluster/embedded/own.ts';
import { compare, lineOf } from '../../cluster/differential/differences.ts';
import { knownDifferences } from '../../cluster/differential/known-differences.ts';
import { readRecorded, recordedSituations } from '../../cluster/differential/recorded.ts';
import { situations } from '../../cluster/differential/situations.ts';
import { playAll } from '../../cluster/differential/stage.ts';
import type { Section } from '../../cluster/differential/transcript.ts';

describe('the embedded cluster beside what kind has told', () => {
  let home: string;
  let description = '';
  let cluster: Cluster;
  let told: Map<string, Section[]>;

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'leaklab-'));
    process.env['LEAKLAB_HOME'] = home;
    cluster = await openOwn((text) => (description += text));
    told = await playAll(
      cluster,
      situations.filter(({ name }) => recordedSituations.includes(name)),
    );
  }, 300_000);

  afterAll(async () => {
    await cluster.close();
    rmSync(home, { recursive: true, force: true });
  });

  test.for(recordedSituations)('tells of "%s" as kind did', async (name, { skip }) => {
    skip(description.includes('no PID namespaces'), 'containers are not set apart here, and the cluster says so');
    const transcripts = { kind: await readRecorded(name), embedded: told.get(name) ?? [] };
    expect(compare(name, transcripts, knownDifferences).differences.map(lineOf)).toEqual([]);
  });
});
