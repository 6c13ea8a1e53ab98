import { goDuration } from './duration.ts';
import type { ExecTarget } from './exec.ts';
import { execInContainer } from './exec.ts';
import { probeHttp } from './http-probe.ts';
import type { Outcome } from './outcome.ts';
import type { Container, Hook } from './pod.ts';
import { probeTcp } from './tcp-probe.ts';

export interface HandlerTarget {
  /** The pod's own address. */
  address: string;
  container: Container;
  exec: ExecTarget;
}

/** Does once what a probe or a lifecycle hook says. */
export async function runHandler(
  { exec, httpGet, tcpSocket }: Pick<Hook, 'exec' | 'httpGet' | 'tcpSocket'>,
  target: HandlerTarget,
  timeoutSeconds: number,
): Promise<Outcome> {
  if (exec !== undefined) {
    const problem = target.exec.problem(exec.command);
    if (problem !== undefined) return { ok: false, text: problem, unknown: true };
    const { exitCode, output } = await execInContainer(target.exec, exec.command, timeoutSeconds);
    if (exitCode !== undefined) return { ok: exitCode === 0, text: output };
    const command = JSON.stringify(exec.command.join(' '));
    return { ok: false, text: `command timed out: ${command} timed out after ${goDuration(timeoutSeconds)}` };
  }
  if (httpGet !== undefined) {
    const port = portNumber(httpGet.port, target.container);
    const host = httpGet.host === undefined || httpGet.host === '' ? target.address : httpGet.host;
    if (port === undefined) return noPort(httpGet.port);
    const { scheme, path, httpHeaders } = httpGet;
    return await probeHttp({ scheme, host, port, path, headers: httpHeaders }, timeoutSeconds);
  }
  if (tcpSocket !== undefined) {
    const port = portNumber(tcpSocket.port, target.container);
    if (port === undefined) return noPort(tcpSocket.port);
    const host = tcpSocket.host === undefined || tcpSocket.host === '' ? target.address : tcpSocket.host;
    return await probeTcp(host, port, timeoutSeconds);
  }
  return { ok: false, text: 'missing probe handler' };
}

function portNumber(port: string | number, container: Container): number | undefined {
  const named = container.ports.find(({ name }) => name === port)?.containerPort;
  const number = named ?? Number(port);
  return Number.isInteger(number) && number > 0 && number < 65_536 ? number : undefined;
}

function noPort(port: string | number): Outcome {
  return { ok: false, text: `couldn't find port: "${port}"` };
}
