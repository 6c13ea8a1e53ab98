import { beforeEach, describe, expect, test, vi } from 'vitest';
import { machineImage } from '../../../../src/embedded/kubelet/machine-image.ts';

const machine = vi.hoisted(() => ({ releases: [''], user: 0 }));
const folder = vi.hoisted(() => '/usr/lib/postgresql');

vi.mock('node:fs', () => ({
  existsSync: (path: string) => {
    const programs = ['postgres', 'initdb'].flatMap((name) =>
      machine.releases.map((each) => `${folder}/${each}/bin/${name}`),
    );
    return path === folder || programs.includes(path);
  },
  readdirSync: () => machine.releases,
}));
vi.mock('node:process', () => ({ getuid: () => machine.user }));

const folderOf = (reference: string) => {
  const found = machineImage(reference);
  return found !== undefined && 'image' in found ? found.image.command?.at(-1) : undefined;
};

beforeEach(() => Object.assign(machine, { releases: ['14', '15', '16'], user: 0 }));

describe("the machine's own PostgreSQL", () => {
  test.each(['postgres:15-bookworm', 'postgres:15', 'docker.io/library/postgres:15.4'])(
    'stands in for %s with the release that is asked for',
    (reference) => {
      expect(folderOf(reference)).toBe('/usr/lib/postgresql/15/bin');
    },
  );

  test('stands in with its newest release where that is not there', () => {
    expect(folderOf('postgres:11')).toBe('/usr/lib/postgresql/16/bin');
  });

  test('is told to be missing where the machine has none', () => {
    machine.releases = [];
    expect(machineImage('postgres:15')).toEqual({
      why: 'this machine has no PostgreSQL server to take in the place of postgres:15',
    });
  });

  test('is not started for an ordinary user', () => {
    machine.user = 1000;
    expect(machineImage('postgres:15')).toMatchObject({ why: expect.stringContaining('refuses to run as root') });
  });
});

test.each(['orders:2.3.0', 'postgres-exporter:0.15', 'someone/not-postgres:15'])(
  '%s is no program of a machine',
  (reference) => {
    expect(machineImage(reference)).toBeUndefined();
  },
);
