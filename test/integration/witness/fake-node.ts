import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

export interface FakeCgroup {
  usage: string;
  limit: string;
  rss: string;
  inactive: string;
  kills: string;
  /** Process ids, a line each; empty for a container that has ended. */
  processes: string;
}

export const running: FakeCgroup = {
  usage: '97157120',
  limit: '134217728',
  rss: '52428800',
  inactive: '40939520',
  kills: '0',
  processes: '4711\n4712\n',
};

/** What a node of kind shows, as files: a tree of cgroups, and a `dmesg` and a `docker` on the PATH. */
export class FakeNode {
  readonly #folder = mkdtempSync(join(tmpdir(), 'fake-node-'));
  readonly #version: 1 | 2;

  constructor(version: 1 | 2, kernelLog: string[]) {
    this.#version = version;
    mkdirSync(this.#mount);
    mkdirSync(this.#programs);
    if (version === 2) writeFileSync(join(this.#mount, 'cgroup.controllers'), 'cpu memory\n');
    writeFileSync(join(this.#folder, 'kernel.log'), kernelLog.map((line) => `${line}\n`).join(''));
    // Follows a log that nothing is added to, as `dmesg --follow` does.
    this.program('dmesg', `echo $$ >${this.#folder}/dmesg.pid; cat ${this.#folder}/kernel.log; exec sleep 3600`);
    this.program('docker', `echo "$1 $2 $3 $4" >>${this.#folder}/docker.log; shift 3; exec "$@"`);
  }

  get #mount(): string {
    return join(this.#folder, 'cgroup');
  }

  get #programs(): string {
    return join(this.#folder, 'bin');
  }

  get environment(): { PATH: string; LEAKLAB_CGROUP_MOUNT: string } {
    const path = `${this.#programs}${delimiter}${process.env['PATH'] ?? ''}`;
    return { PATH: path, LEAKLAB_CGROUP_MOUNT: this.#mount };
  }

  program(name: string, script: string): void {
    const file = join(this.#programs, name);
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
  }

  /** @param slice `kubelet.slice` as under kind, or `kubepods.slice` */
  container(id: string, cgroup: FakeCgroup, slice = 'kubelet.slice'): void {
    const top = this.#version === 2 ? this.#mount : join(this.#mount, 'memory');
    const folder = join(top, slice, 'burstable.slice', 'pod1.slice', `cri-containerd-${id}.scope`);
    const v1 = {
      'memory.usage_in_bytes': `${cgroup.usage}\n`,
      'memory.limit_in_bytes': `${cgroup.limit}\n`,
      'memory.stat': `cache 1\nrss 2\ntotal_cache 3\ntotal_rss ${cgroup.rss}\ntotal_inactive_file ${cgroup.inactive}\n`,
      'memory.oom_control': `oom_kill_disable 0\nunder_oom 0\noom_kill ${cgroup.kills}\n`,
    };
    const v2 = {
      'memory.current': `${cgroup.usage}\n`,
      'memory.max': `${cgroup.limit}\n`,
      'memory.stat': `anon ${cgroup.rss}\nfile 1\nanon_thp 2\ninactive_file ${cgroup.inactive}\n`,
      'memory.events': `low 0\nhigh 0\nmax 9\noom 5\noom_kill ${cgroup.kills}\noom_group_kill 0\n`,
    };
    mkdirSync(folder, { recursive: true });
    const files = { 'cgroup.procs': cgroup.processes, ...(this.#version === 2 ? v2 : v1) };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  }

  /** The process that followed the kernel log last. */
  dmesg(): number {
    return Number(readFileSync(join(this.#folder, 'dmesg.pid'), 'utf8'));
  }

  /** The first words of every call of `docker`. */
  dockerCalls(): string[] {
    return readFileSync(join(this.#folder, 'docker.log'), 'utf8').trimEnd().split('\n');
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true });
  }
}
