import { join } from 'node:path';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { projectRoot } from '../../src/shared/places.ts';
import { entriesOf, namespacesLeft, testCluster } from './lab.ts';
import type { Ended } from './leaklab.ts';
import { leaklabRun, onlyRun } from './leaklab.ts';

const remedies = join(projectRoot, 'test/fixtures/remedies');
const patch = '{"spec":{"template":{"spec":{"containers":[{"name":"processor","image":"data-processor:1.4.3"}]}}}}';
/** What any tool does that gets a kubeconfig and a namespace. */
const mend = `kubectl --namespace "$LEAKLAB_NAMESPACE" patch deployment data-processor --patch '${patch}'`;

describe.skipIf(inject('kindMissing') !== '')(
  'remedies that the scenario does not list, each from a process of its own',
  () => {
    let file: Ended;
    let misspelt: Ended;
    let command: Ended;
    let idle: Ended;
    let broken: Ended;
    let destroyer: Ended;

    beforeAll(async () => {
      await testCluster();
      // Six processes at once: what each gets to see must not depend on the others.
      [file, misspelt, command, idle, broken, destroyer] = await Promise.all([
        leaklabRun(['list-leak', '--remedy', join(remedies, 'other-release.yaml')]),
        leaklabRun(['list-leak', '--remedy', join(remedies, 'misspelt.yaml')]),
        leaklabRun(['list-leak', '--remedy-command', mend]),
        leaklabRun(['list-leak', '--remedy-command', 'true']),
        leaklabRun(['list-leak', '--remedy-command', `${mend} && echo out of ideas >&2 && exit 3`]),
        leaklabRun(['list-leak', '--remedy-command', 'kubectl delete deployment data-processor']),
      ]);
    });

    test('a file with a correct fix is resolved, by whatever means it mends', () => {
      expect({ ...onlyRun(file), exitCode: file.exitCode }, file.stderr).toMatchObject({
        remedy: 'other-release',
        expected: null,
        verdict: 'resolved',
        asExpected: true,
        exitCode: 0,
      });
    });

    test('a file with a misspelt field is refused in the words of the API server, and fails', () => {
      const { verdict, reasons } = onlyRun(misspelt);
      expect({ verdict, exitCode: misspelt.exitCode }, misspelt.stderr).toEqual({ verdict: 'failed', exitCode: 1 });
      expect(reasons[0]).toContain('unknown field "spec.template.spec.containers[0].resources.limit"');
    });

    test('a command reaches its own namespace through KUBECONFIG and LEAKLAB_NAMESPACE, and is resolved when it mends', () => {
      expect({ ...onlyRun(command), exitCode: command.exitCode }, command.stderr).toMatchObject({
        remedy: 'command',
        verdict: 'resolved',
        exitCode: 0,
      });
    });

    test('a command that does nothing fails', () => {
      expect({ ...onlyRun(idle), exitCode: idle.exitCode }, idle.stderr).toMatchObject({
        verdict: 'failed',
        exitCode: 1,
      });
    });

    test('a command that exits 3 is judged by what it left', () => {
      expect({ ...onlyRun(broken), exitCode: broken.exitCode }, broken.stderr).toMatchObject({
        verdict: 'resolved',
        exitCode: 0,
      });
    });

    test('a command that exits 3 is quoted with its code and its last words', async () => {
      const [applied] = await entriesOf(onlyRun(broken).folder, 'remedy.applied');
      expect(applied?.outcome).toBe('error');
      expect(applied?.detail).toMatch(/exited with 3[^]*out of ideas/);
      expect(onlyRun(broken).reasons.at(-1)).toContain('out of ideas');
    });

    test('a command that deletes the workload has only hidden the fault, also without naming a namespace', () => {
      expect({ ...onlyRun(destroyer), exitCode: destroyer.exitCode }, destroyer.stderr).toMatchObject({
        verdict: 'masked',
        exitCode: 1,
      });
    });

    test('runs of several processes leave nothing behind', async () => {
      const ids = [file, misspelt, command, idle, broken, destroyer].map((ended) => onlyRun(ended).id);
      expect(await namespacesLeft(await testCluster(), ids)).toEqual([]);
    });
  },
);
