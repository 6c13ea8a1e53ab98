import { expect, test } from 'vitest';
import { parsePod } from '../../../../src/embedded/kubelet/pod.ts';
import type { Rights } from '../../../../src/embedded/kubelet/rights.ts';
import { containerRights, setprivArguments, unmetRights } from '../../../../src/embedded/kubelet/rights.ts';

const groupOf = (user: number) => (user === 1000 ? 1001 : undefined);

function rightsOf(shared: Record<string, unknown>, own: Record<string, unknown> = {}): Rights {
  const pod = parsePod({
    metadata: { name: 'p', namespace: 'n', uid: 'u' },
    spec: { securityContext: shared, containers: [{ name: 'main', securityContext: own }] },
  });
  const [container] = pod.spec.containers;
  if (container === undefined) throw new Error('no container');
  return containerRights(pod, container, groupOf);
}

test("the container's word counts before the pod's", () => {
  expect(rightsOf({ runAsUser: 1, runAsGroup: 2 }, { runAsUser: 3 })).toMatchObject({ user: 3, group: 2 });
});

test('a user has the group that the machine knows, or that of root', () => {
  expect([rightsOf({ runAsUser: 1000 }).group, rightsOf({ runAsUser: 5 }).group]).toEqual([1001, 0]);
});

test('the groups are its own, the supplemental ones and the fsGroup', () => {
  const { groups } = rightsOf({ runAsUser: 1, runAsGroup: 2, supplementalGroups: [3, 2], fsGroup: 4 });
  expect(groups).toEqual([2, 3, 4]);
});

test.for([
  { what: 'dropped', own: { drop: ['CHOWN', 'CAP_KILL'] }, has: 'fowner', lacks: ['chown', 'kill'] },
  {
    what: 'added after all were dropped',
    own: { drop: ['ALL'], add: ['NET_ADMIN'] },
    has: 'net_admin',
    lacks: ['chown'],
  },
])('capabilities are $what', ({ own, has, lacks }) => {
  const { capabilities } = rightsOf({}, { capabilities: own });
  expect(capabilities).toContain(has);
  expect(lacks.filter((name) => capabilities?.includes(name))).toEqual([]);
});

test('a privileged container keeps all capabilities', () => {
  expect(setprivArguments(rightsOf({}, { privileged: true }), true).join(' ')).not.toContain('bounding-set');
});

test('users and groups are left to root', () => {
  const rights = rightsOf({ runAsUser: 7, fsGroup: 9 });
  expect(setprivArguments(rights, true)).toEqual(expect.arrayContaining(['--reuid=7', '--regid=0', '--groups=0,9']));
  expect(setprivArguments(rights, false).join(' ')).not.toMatch(/--reuid|--groups/);
  expect(unmetRights(rights)).toEqual(['runAsUser 7', 'group 9']);
  expect(unmetRights(rightsOf({}))).toEqual([]);
});
