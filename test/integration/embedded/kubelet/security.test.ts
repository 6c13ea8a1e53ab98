import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestNode } from './node.ts';
import { startNode } from './node.ts';
import { runScript } from './run-script.ts';

let node: TestNode;
beforeAll(async () => {
  node = await startNode();
});
afterAll(() => node[Symbol.asyncDispose]());

const asRoot = process.getuid?.() === 0;
const idle = `process.on('SIGTERM', () => process.exit(0)); setInterval(() => {}, 1000);`;
const capabilities = `print(/^CapBnd:\\s*(\\S+)/m.exec(fs.readFileSync('/proc/self/status', 'utf8'))[1]);`;

test.runIf(asRoot)('a container runs as the user and with the groups that it asks for', async () => {
  const script = `print([process.getuid(), process.getgid(), process.getgroups()]); print(attempt(() => fs.writeFileSync('x', '')));`;
  const spec = { securityContext: { runAsUser: 1234, fsGroup: 3456, supplementalGroups: [77] } };
  const container = { securityContext: { runAsGroup: 2345 } };
  expect(await runScript(node, 'user', script, { spec, container })).toBe('[1234,2345,[77,2345,3456]]\ndone\n');
});

test.runIf(asRoot)('a volume belongs to the fsGroup', async () => {
  const script = `
    for (const path of ['/lab', '/lab-config/a']) { const { gid, mode } = fs.statSync(path); print([gid, mode.toString(8)]); }
    print(attempt(() => fs.writeFileSync('/lab/x', ''))); print(fs.statSync('/lab/x').gid);
    print(fs.readFileSync('/lab-config/a', 'utf8'));`;
  node.store.create('configmaps', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'cfg', namespace: 'lab' },
    data: { a: 'one' },
  });
  const spec = {
    securityContext: { runAsUser: 1234, fsGroup: 3456 },
    volumes: [
      { name: 'v', emptyDir: {} },
      { name: 'c', configMap: { name: 'cfg', defaultMode: 0o600 } },
    ],
  };
  const volumeMounts = [
    { name: 'v', mountPath: '/lab' },
    { name: 'c', mountPath: '/lab-config' },
  ];
  // Modes as on a kind node: rwxrwsrwx, and rw-r-----.
  expect(await runScript(node, 'owned', script, { spec, container: { volumeMounts } })).toBe(
    '[3456,"42777"]\n[3456,"100640"]\ndone\n3456\none\n',
  );
});

test('a container has the capabilities of a container, not those of the engine', async () => {
  expect(await runScript(node, 'usual', capabilities)).toBe('00000000a80425fb\n');
  const container = { securityContext: { capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] } } };
  expect(await runScript(node, 'dropped', capabilities, { container })).toBe('0000000000000400\n');
});

test('no privileges can be gained where the container says so', async () => {
  const script = `print(/^NoNewPrivs:\\s*(\\S+)/m.exec(fs.readFileSync('/proc/self/status', 'utf8'))[1]);`;
  const container = { securityContext: { allowPrivilegeEscalation: false } };
  expect([await runScript(node, 'gains', script), await runScript(node, 'no-gains', script, { container })]).toEqual([
    '0\n',
    '1\n',
  ]);
});

test.for([
  { name: 'non-root', user: {}, text: 'container has runAsNonRoot and image will run as root' },
  { name: 'root', user: { runAsUser: 0 }, text: "container's runAsUser breaks non-root policy" },
])('runAsNonRoot keeps a container from starting: $text', async ({ name, user, text }) => {
  const securityContext = { runAsNonRoot: true, ...user };
  node.create(name, { containers: [{ name: 'main', image: node.image(idle), securityContext }] });
  const { state } = await node.until(name, 'refused', ({ state: { waiting } }) => waiting?.message !== undefined);
  const message = `${text} (pod: "${name}_lab(${node.pod(name)?.metadata.uid})", container: main)`;
  expect(state.waiting).toEqual({ reason: 'CreateContainerConfigError', message });
  expect(node.events(name)).toContain(`Warning Failed Error: ${message}`);
});

test.runIf(!asRoot)('what an ordinary user cannot give is told in an event', async () => {
  await runScript(node, 'unmet', 'print(process.getuid())', { container: { securityContext: { runAsUser: 1234 } } });
  expect(node.events('unmet')).toContainEqual(
    expect.stringMatching(/^Warning SecurityContextNotApplied runAsUser 1234: not applied/),
  );
});
