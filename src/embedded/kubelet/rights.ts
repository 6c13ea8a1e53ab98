import { ConfigError } from './config-error.ts';
import type { Container, Pod } from './pod.ts';
import { podTitle } from './pod.ts';

/** As whom a container's processes run, and with which capabilities. */
export interface Rights {
  user: number;
  group: number;
  /** All groups of the process, its own first. */
  groups: readonly number[];
  /** Lower case, without "cap_". Undefined: all that the engine has. */
  capabilities: readonly string[] | undefined;
  noNewPrivileges: boolean;
}

/** What container runtimes leave to root (containerd pkg/oci/spec.go, defaultUnixCaps). */
const usual = (
  'chown dac_override fsetid fowner mknod net_raw setgid setuid setfcap setpcap net_bind_service sys_chroot kill ' +
  'audit_write'
).split(' ');

/**
 * What the security contexts of pod and container ask for; the container's word counts before the pod's.
 * @param groupOf - the first group of a user, as the machine's /etc/passwd has it; undefined for an unknown user
 */
export function containerRights(pod: Pod, container: Container, groupOf: (user: number) => number | undefined): Rights {
  const own = container.securityContext;
  const shared = pod.spec.securityContext;
  const user = own.runAsUser ?? shared.runAsUser ?? 0;
  const group = own.runAsGroup ?? shared.runAsGroup ?? groupOf(user) ?? 0;
  const { fsGroup, supplementalGroups } = shared;
  const groups = [group, ...supplementalGroups, ...(fsGroup === undefined ? [] : [fsGroup])];
  return {
    user,
    group,
    groups: [...new Set(groups)],
    capabilities: own.privileged ? undefined : capabilities(own.capabilities),
    noNewPrivileges: own.allowPrivilegeEscalation === false,
  };
}

function capabilities({ add, drop }: { add: readonly string[]; drop: readonly string[] }): string[] | undefined {
  const names = (list: readonly string[]) => list.map((name) => name.toLowerCase().replace(/^cap_/, ''));
  const [added, dropped] = [names(add), names(drop)];
  if (added.includes('all')) return undefined;
  const left = dropped.includes('all') ? [] : usual.filter((name) => !dropped.includes(name));
  return [...new Set([...left, ...added])];
}

/** Arguments of setpriv(1) that give a program these rights; groups and users only where `root` says that they can be had. */
export function setprivArguments(rights: Rights, root: boolean): string[] {
  const { user, group, groups, capabilities: left, noNewPrivileges } = rights;
  return [
    ...(root ? [`--reuid=${user}`, `--regid=${group}`, `--groups=${groups.join(',')}`] : []),
    ...(left === undefined
      ? []
      : [`--bounding-set=${['-all', ...left.map((name) => `+${name}`)].join(',')}`, '--inh-caps=-all']),
    ...(noNewPrivileges ? ['--no-new-privs'] : []),
  ];
}

/** What the pod asks for that only root can give, as an ordinary user's engine tells it; empty where it asks for nothing. */
export function unmetRights({ user, group, groups }: Rights): string[] {
  return [
    ...(user === 0 ? [] : [`runAsUser ${user}`]),
    ...(group === 0 ? [] : [`runAsGroup ${group}`]),
    ...groups.filter((each) => each !== group).map((each) => `group ${each}`),
  ];
}

/**
 * Refuses a container that must not run as root and would; the images of this cluster run as root unless told otherwise.
 * @throws ConfigError in the kubelet's words (pkg/kubelet/kuberuntime/security_context_others.go)
 */
export function verifyNonRoot(pod: Pod, { name, securityContext: own }: Container): void {
  const shared = pod.spec.securityContext;
  if ((own.runAsNonRoot ?? shared.runAsNonRoot) !== true) return;
  const user = own.runAsUser ?? shared.runAsUser;
  const where = `(pod: "${podTitle(pod)}", container: ${name})`;
  if (user === undefined) throw new ConfigError(`container has runAsNonRoot and image will run as root ${where}`);
  if (user === 0) throw new ConfigError(`container's runAsUser breaks non-root policy ${where}`);
}
