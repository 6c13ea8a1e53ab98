import { release } from 'node:os';
import { z } from 'zod';
import { parseJson } from '../../evidence/parse-json.ts';
import { CommandError, runCommand } from '../../shared/command.ts';

/** The machine on which Docker runs containers: this one, the virtual machine of Docker Desktop, or a remote one. */
export interface DockerHost {
  name: string;
  /** It runs the same kernel as we do, so what /proc says here holds there. */
  isHere: boolean;
  totalBytes: number;
  /** Undefined where Docker is older than 20.10 and does not say. */
  cgroupVersion: 1 | 2 | undefined;
}

const info = z.looseObject({
  ServerVersion: z.string().default(''),
  Name: z.string().default(''),
  KernelVersion: z.string().default(''),
  MemTotal: z.number().default(0),
  CgroupVersion: z.string().default(''),
});

/** Undefined while Docker does not answer: the checks `docker` and `daemon` tell why. */
export async function readDockerHost(): Promise<DockerHost | undefined> {
  try {
    const { stdout } = await runCommand('docker', ['info', '--format', '{{json .}}'], { timeoutSeconds: 5 });
    return toDockerHost(stdout, release());
  } catch (thrown) {
    if (thrown instanceof CommandError) return undefined;
    throw thrown;
  }
}

/** @param kernel - the kernel here, as `uname -r` */
export function toDockerHost(json: string, kernel: string): DockerHost | undefined {
  const { ServerVersion, Name, KernelVersion, MemTotal, CgroupVersion } = parseJson(json, info, '`docker info`');
  // Clients up to 20.10 exit with 0 and empty fields when the daemon is dead.
  if (ServerVersion === '') return undefined;
  const cgroupVersion = CgroupVersion === '1' ? 1 : CgroupVersion === '2' ? 2 : undefined;
  return { name: Name, isHere: KernelVersion === kernel, totalBytes: MemTotal, cgroupVersion };
}
