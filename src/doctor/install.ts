/** How the programs are installed, as their own documentation says. */
interface Machine {
  /** As `process.platform`. */
  platform: string;
  /** As `process.arch`. */
  arch: string;
}

/** The kind that leaklab is tested with. */
const testedKind = 'v0.33.0';

export function installDocker({ platform }: Pick<Machine, 'platform'>): string {
  if (platform === 'darwin') return 'brew install --cask docker && open -a Docker';
  if (platform === 'win32') return 'winget install Docker.DockerDesktop';
  return 'curl -fsSL https://get.docker.com | sh';
}

export function installKind(machine: Machine): string {
  if (machine.platform === 'darwin') return 'brew install kind';
  if (machine.platform === 'win32') return 'winget install Kubernetes.kind';
  return install('kind', `https://kind.sigs.k8s.io/dl/${testedKind}/kind-linux-${goArch(machine.arch)}`);
}

/** @param version - "v1.34.4"; undefined for the newest */
export function installKubectl(version: string | undefined, machine: Machine): string {
  const os = machine.platform === 'darwin' ? 'darwin' : 'linux';
  if (machine.platform === 'win32') return 'winget install Kubernetes.kubectl';
  const release = version ?? '$(curl -fsSL https://dl.k8s.io/release/stable.txt)';
  return install('kubectl', `https://dl.k8s.io/release/${release}/bin/${os}/${goArch(machine.arch)}/kubectl`);
}

function install(program: string, url: string): string {
  return `curl -fsSLo /tmp/${program} "${url}" && sudo install /tmp/${program} /usr/local/bin/${program}`;
}

function goArch(arch: string): string {
  return arch === 'x64' ? 'amd64' : arch;
}
