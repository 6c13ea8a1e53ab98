const prefix =
  'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: ' +
  'unable to start container process: ';

/** A command that cannot be started: the terminated reason StartError, exit code 128. */
export function startError(message: string): Error {
  return new Error(`${prefix}error during container init: ${message}`);
}

/** A container whose first process was killed at its memory limit before it could do anything. */
export function killedAtStart(): Error {
  return new Error(`${prefix}container init was OOM-killed (memory limit too low?)`);
}
