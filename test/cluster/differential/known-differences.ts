import type { KnownDifference } from './known-difference.ts';

/** All that differs between the embedded cluster and kind. */
export const knownDifferences: KnownDifference[] = [
  {
    name: 'no token volume',
    reason: 'the embedded cluster mounts no ServiceAccount token: its workloads do not talk to the API server',
    where: /last status$/,
    kind: /volumeMounts\[kube-api-access-/,
    embedded: null,
  },
  {
    name: 'image id',
    reason: 'an image is a program here; kind names the digest of what `kind load` has imported',
    where: /last status$/,
    kind: /imageID = "docker\.io\/library\/(import-[-\d]+|[a-z-]+)@sha256:HASH"/,
    embedded: /imageID = "sha256:HASH"/,
  },
  {
    name: 'user of the image',
    reason: 'an image is a program here and names no user; those that leaklab builds run as 1000',
    where: /last status$/,
    kind: /user\.linux\.(uid|gid|supplementalGroups\[0\]) = 1000/,
    embedded: /user\.linux\.(uid|gid|supplementalGroups\[0\]) = \d+/,
  },
  {
    name: 'why nothing can be pulled',
    reason: 'the embedded cluster has no registry to ask; kind names the one that it asked, and how the network was',
    where: /^image-pull: Pod absent/,
    kind: /(?<=failed to resolve reference \S+ )(failed to do request: .*|.* not found)$/,
    embedded: /(?<=failed to resolve reference \S+ )the embedded cluster has no registry.*$/,
  },
  {
    name: 'the moment at which a sandbox is killed',
    reason: 'runc says what it was about to do when the kernel killed its process; here there is one thing to do',
    where: /^limit-too-low: .* events by kubelet$/,
    kind: /FailedCreatePodSandBox: .*(getting pipe fds|open container mntns|procReady not received)/,
    embedded: null,
    rare: true,
  },
  {
    name: 'an OOM kill that is told as an error',
    reason: "the runtime's notice of an OOM kill can come after the exit: on kind one kill in ten reads Error",
    where: /^oom-kill: /,
    kind: /(?<=exit 137 |terminated\.reason = ")(Error|OOMKilled)/,
    embedded: /(?<=exit 137 |terminated\.reason = ")OOMKilled/,
    rare: true,
  },
  {
    name: 'the end before the last of a deleted pod',
    reason: 'a kubelet removes the older dead container soon after, and on a pod that goes it may come too late',
    where: /^jobs: Pod restarts~1 last status$/,
    kind: /^containerStatuses\[main\]\.lastState.*$/,
    embedded: /^containerStatuses\[main\]\.lastState.*$/,
    rare: true,
  },
];
