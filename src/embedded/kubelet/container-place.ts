import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MemoryGroup } from '../cgroup/memory-limiter.ts';
import type { ProgramPlaces } from './command-line.ts';
import { binFolder, buildRoot } from './container-root.ts';
import type { KubeletContext } from './context.ts';
import type { ContainerRoot } from './isolation.ts';
import type { Container, Pod } from './pod.ts';
import type { Rights } from './rights.ts';
import { volumeMounts } from './volume-mounts.ts';

/** Where one instance of a container runs. */
export interface ContainerPlace extends ProgramPlaces {
  /** Undefined where the container sees the machine's root. */
  root: ContainerRoot | undefined;
  /** What the container wrote for its end, the last 4096 bytes of it; empty where nothing. */
  message(): string;
}

export interface PlaceOptions {
  context: KubeletContext;
  pod: Pod;
  container: Container;
  /** The pod's own folder. */
  folder: string;
  address: string;
  /** The image's program. */
  entry: string;
  env: Record<string, string>;
  rights: Rights;
  group: MemoryGroup;
}

const longestMessage = 4096;

/**
 * Makes a place for a new instance: what the last one left in it is gone.
 * @throws Error where there are no mount namespaces and the container cannot do without: a volume cannot be shown at its
 * path then
 */
export function makePlace(options: PlaceOptions): ContainerPlace {
  const { context, pod, container, folder, rights } = options;
  const base = join(folder, 'containers', container.name);
  mkdirSync(base, { recursive: true, mode: 0o700 });
  if (context.isolation.kind === 'none') return onMachine(options, base);

  const hostname = hostnameOf(pod);
  const messageFile = join(base, 'termination-log');
  writeFileSync(messageFile, '');
  chmodSync(messageFile, 0o666);
  const names = context.names.files({ ...pod.metadata, ...pod.spec, address: options.address, hostname }, base);
  const hostnameFile = join(base, 'hostname');
  writeFileSync(hostnameFile, `${hostname}\n`, { mode: 0o644 });
  const file = (source: string, target: string) => ({ source, target, type: 'file', options: 'bind' }) as const;
  const root = buildRoot({
    folder: join(base, 'root'),
    hostname,
    workingDir: container.workingDir,
    kept: [options.entry],
    mounts: [
      ...options.group.views.map(({ source, target }) => {
        // The flags of the machine's own mount: in a user namespace they may not be taken away by the step to read-only.
        return { source, target, type: 'folder', options: 'bind,ro,nosuid,nodev,noexec' } as const;
      }),
      ...names.map(({ source, target }) => file(source, target)),
      file(hostnameFile, '/etc/hostname'),
      ...volumeMounts(container, pod.spec.volumes, folder, options.env),
      file(messageFile, container.terminationMessagePath),
    ],
    hidden: [join(context.folder, 'pods')],
    readOnly: container.securityContext.readOnlyRootFilesystem,
    // An ordinary user's containers are that user: there is nobody else to give a folder to.
    user: context.isolation.root ? rights.user : 0,
    group: context.isolation.root ? rights.group : 0,
  });
  return {
    root,
    bin: binFolder,
    cwd: root.cwd,
    onMachine: (path) => root.onMachine(path),
    message: () => lastBytes(messageFile),
  };
}

/** The pod's name as its processes know it. */
export function hostnameOf({ spec, metadata }: Pod): string {
  return spec.hostname ?? metadata.name;
}

function onMachine({ context, container }: PlaceOptions, base: string): ContainerPlace {
  const { workingDir, volumeMounts: mounts } = container;
  const home = join(base, 'home');
  const cwd = workingDir === undefined || workingDir === '' ? home : workingDir;
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home, { mode: 0o700 });
  const missing = mounts[0]?.mountPath ?? (existsSync(cwd) ? undefined : cwd);
  if (missing !== undefined) {
    throw new Error(`cannot make ${missing}: this machine lets no mount namespaces be made, which volumes need`);
  }
  return { root: undefined, bin: context.bin, cwd, onMachine: (path) => path, message: () => '' };
}

function lastBytes(file: string): string {
  return existsSync(file) ? readFileSync(file).subarray(-longestMessage).toString() : '';
}
