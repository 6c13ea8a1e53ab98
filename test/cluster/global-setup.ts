import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { downKind } from '../../src/cluster/kind.ts';
import { requireDocker, requireKind } from '../../src/cluster/programs.ts';
import { messageOf } from '../../src/shared/errors.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Why there can be no kind cluster here; empty where there can, or where there must. */
    kindMissing: string;
    /** LEAKLAB_HOME of the cluster tests. */
    home: string;
    /** The name of the kind cluster of the tests. */
    cluster: string;
  }
}

/**
 * The cluster of the tests has a name and a home of its own, and goes when they have ended. One that
 * `LEAKLAB_TEST_CLUSTER` names is made when it is not there and kept, so that the next time starts at once.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const kept = process.env['LEAKLAB_TEST_CLUSTER'];
  const cluster = kept ?? 'leaklab-test';
  const kindMissing = await Promise.all([requireDocker(), requireKind()]).then(() => '', messageOf);
  const home = await mkdtemp(join(tmpdir(), 'leaklab-test-'));
  process.env['LEAKLAB_HOME'] = home;
  process.env['LEAKLAB_CLUSTER'] = cluster;
  // Required and missing: the tests run, and each file of them fails for the want of it.
  project.provide('kindMissing', process.env['LEAKLAB_REQUIRE_KIND'] === '1' ? '' : kindMissing);
  project.provide('home', home);
  project.provide('cluster', cluster);
  return async () => {
    if (kindMissing === '' && kept === undefined) await downKind({ onProgress: () => undefined });
    await rm(home, { recursive: true, force: true });
  };
}
