import { expect, test } from 'vitest';
import type { MachineFiles } from '../../../../src/embedded/kubelet/machine-files.ts';
import { parseFlags, parseMounts } from '../../../../src/embedded/kubelet/machine-files.ts';
import type { RootMount, RootWishes } from '../../../../src/embedded/kubelet/root-plan.ts';
import { mountLine, planRoot, sourceOf } from '../../../../src/embedded/kubelet/root-plan.ts';

/** A machine of folders (ending in "/"), files and links ("from>to"). */
function machineOf(entries: string[], mounted: string[] = []): MachineFiles {
  const links = new Map(entries.filter((entry) => entry.includes('>')).map((entry) => splitLink(entry)));
  const folders = new Set(entries.filter((entry) => entry.endsWith('/')).map((entry) => entry.slice(0, -1) || '/'));
  const files = new Set(entries.filter((entry) => !entry.endsWith('/') && !entry.includes('>')));
  const all = [...links.keys(), ...folders, ...files];
  return {
    kind: (path) => (links.has(path) ? 'link' : folders.has(path) ? 'folder' : files.has(path) ? 'other' : undefined),
    names: (folder) => {
      const prefix = folder === '/' ? '/' : `${folder}/`;
      return all
        .filter((path) => path.startsWith(prefix) && !path.slice(prefix.length).includes('/') && path !== '/')
        .map((path) => path.slice(prefix.length));
    },
    target: (link) => links.get(link) ?? '',
    mounted: () => mounted,
    flags: (path) => (path.startsWith('/run') ? ['nosuid'] : []),
  };
}

function splitLink(entry: string): [string, string] {
  const [from = '', to = ''] = entry.split('>');
  return [from, to];
}

const usual = [
  '/etc/',
  '/etc/hosts',
  '/etc/ssl/',
  '/usr/',
  '/usr/lib/',
  '/run/',
  '/tmp/',
  '/tmp/kept/',
  '/bin>usr/bin',
  '/var/',
  '/var/run>/run',
];
const nothing: RootWishes = { own: [], kept: [], hidden: [], mounts: [] };
const volume = (target: string): RootMount => ({ source: '/volume', target, type: 'folder', options: 'bind' });
const targets = (mounts: RootMount[]) => mounts.map(({ target, options }) => `${target} ${options}`);

test('all of the machine is shown read-only, its links as links', () => {
  const plan = planRoot(nothing, machineOf(usual));
  expect(targets(plan.machine)).toEqual([
    '/etc rbind,ro',
    '/usr rbind,ro',
    '/run rbind,ro,nosuid',
    '/tmp rbind,ro',
    '/var rbind,ro',
  ]);
  expect(plan.links).toEqual(new Map([['/bin', 'usr/bin']]));
});

test('what is mounted deeper is made read-only by itself', () => {
  const plan = planRoot(nothing, machineOf(usual, ['/usr/lib', '/gone']));
  expect(targets(plan.machine).at(-1)).toBe('/usr/lib rbind,ro');
});

test("a container's own folder is empty", () => {
  const plan = planRoot({ ...nothing, own: ['/tmp'] }, machineOf(usual));
  expect(plan.folders).toContain('/tmp');
  expect(targets(plan.machine)).not.toContain('/tmp rbind,ro');
});

test('a volume at a path that the machine has is laid over it', () => {
  const plan = planRoot({ ...nothing, mounts: [volume('/etc/ssl')] }, machineOf(usual));
  expect(targets(plan.machine)).toContain('/etc rbind,ro');
  expect(targets(plan.mounts)).toEqual(['/etc/ssl bind']);
});

test('a folder that the machine lacks takes its neighbours with it', () => {
  const plan = planRoot({ ...nothing, mounts: [volume('/etc/lab/deep')] }, machineOf(usual));
  expect(targets(plan.machine)).toEqual(expect.arrayContaining(['/etc/hosts rbind,ro', '/etc/ssl rbind,ro']));
  expect(targets(plan.machine)).not.toContain('/etc rbind,ro');
  expect(plan.folders).toEqual(expect.arrayContaining(['/etc', '/etc/lab', '/etc/lab/deep']));
});

test('a volume is mounted where a link of the machine leads', () => {
  const plan = planRoot({ ...nothing, mounts: [volume('/var/run/secrets')] }, machineOf(usual));
  expect(targets(plan.mounts)).toEqual(['/run/secrets bind']);
});

test('what is kept is seen in a folder that was emptied', () => {
  const plan = planRoot({ ...nothing, own: ['/tmp'], kept: ['/tmp/kept/deep/file'] }, machineOf(usual));
  expect(targets(plan.mounts)).toEqual(['/tmp/kept rbind,ro']);
});

test('what is hidden is laid over what is kept', () => {
  const wishes = { ...nothing, own: ['/tmp'], kept: ['/tmp/kept/file'], hidden: ['/tmp/kept/state', '/tmp/other'] };
  expect(targets(planRoot(wishes, machineOf(usual)).mounts)).toEqual([
    '/tmp/kept rbind,ro',
    '/tmp/kept/state ro,size=4k',
  ]);
});

test('a path in the root is found on the machine, in a volume or nowhere', () => {
  const machine = machineOf(usual);
  const plan = planRoot({ ...nothing, own: ['/tmp'], mounts: [volume('/etc/ssl')] }, machine);
  const found = ['/usr/lib/x', '/etc/ssl/a/b', '/tmp/x', '/bin/x'].map((path) => sourceOf(path, plan, machine));
  expect(found).toEqual(['/usr/lib/x', '/volume/a/b', undefined, '/usr/bin/x']);
});

test('a line for mount escapes what would end a field', () => {
  const line = mountLine('/a root', { source: '/b#c', target: '/d', type: 'folder', options: 'bind' });
  expect(line).toBe('/b\\043c /a\\040root/d none bind 0 0');
});

test("the kernel's own file systems and read-only ones are no place to write to by accident", () => {
  const text =
    'proc /proc proc rw 0 0\n/dev/a / ext4 rw 0 0\n/dev/b /media/a\\040b ext4 rw 0 0\n/dev/c /c ext4 ro,nosuid 0 0\n';
  expect(parseMounts(text)).toEqual(['/media/a b']);
});

test('a mount keeps the flags of the one that hides the others', () => {
  const text = 'a / ext4 rw 0 0\nb /tmp tmpfs rw,nosuid,nodev 0 0\nc /tmp/x tmpfs rw,noexec 0 0\n';
  expect(['/tmp/y', '/tmp/x/z', '/tmpfile'].map((path) => parseFlags(text, path))).toEqual([
    ['nosuid', 'nodev'],
    ['noexec'],
    [],
  ]);
});
