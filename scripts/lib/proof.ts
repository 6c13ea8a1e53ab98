import type { Death } from '../../src/evidence/death.ts';
import type { MemorySample } from '../../src/evidence/memory.ts';
import { sparkline } from '../../src/report/sparkline.ts';
import { formatBytes, formatSeconds } from '../../src/shared/quantity.ts';

const verdicts: Record<Death['oom'], string> = {
  proven: 'an OOM kill, proven by the kernel',
  reported: "an OOM kill by the runtime's word alone: the kernel was not heard",
  likely: 'an OOM kill, likely: a SIGKILL with memory at the limit, and nobody else seen to kill',
  no: 'no OOM kill',
  unknown: 'a death that nothing explains',
};

/** A death with what speaks for it, as lines for people: status, kernel, curve, and what follows from them. */
export function proofLines(death: Death, samples: MemorySample[]): string[] {
  const told = (source: string) => death.proof.filter((quote) => quote.source.startsWith(source));
  const kernel = told('kernel.log').map(({ text }) => `kernel      ${withoutMiddle(text)}`);
  const counter = told('bundle.json').map(({ text }) => `cgroup      ${text}`);
  const status = told('pods.json').map(({ source, text }) => `status      ${source.split('.').at(-2)}: ${text}`);
  return [
    `container   ${death.container} of ${death.pod}`,
    `id          ${death.containerId}`,
    ...status,
    ...(kernel.length + counter.length === 0
      ? ['kernel      says nothing of this container']
      : [...kernel, ...counter]),
    ...curveLines(samples),
    `so          exit ${death.exitCode}, ${death.reason ?? 'no reason'}: ${verdicts[death.oom]}`,
  ];
}

function curveLines(samples: MemorySample[]): string[] {
  const [first, last] = [samples[0], samples.at(-1)];
  if (first === undefined || last === undefined) return ['memory      was not read'];
  const usage = samples.map((sample) => sample.usage);
  const limit = last.limit === null ? 'no limit' : `limit ${formatBytes(last.limit)}`;
  const curve = sparkline(usage, Math.min(48, usage.length), last.limit ?? undefined);
  const seconds = formatSeconds((last.time - first.time) / 1000);
  const from = `${formatBytes(first.usage)} to ${formatBytes(Math.max(...usage))}`;
  return [
    `memory      ${curve} ▏${limit}`,
    `            ${from} in ${seconds}, ${samples.length} readings from outside the app`,
  ];
}

/** A kernel line that fits on a projector: the cgroups' long paths go, the container's id stays. */
function withoutMiddle(line: string): string {
  return line
    .replace(/^\S+Z /, '')
    .replace(/,nodemask=.*,task_memcg=\S*\//, ', … task_memcg=…/')
    .replace(/,task=(.*)$/, ', task=$1');
}
