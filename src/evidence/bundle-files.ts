import { formatManifest } from './bundle-manifest.ts';
import { allKinds, logPath, memoryPath } from './bundle-layout.ts';
import type { ListKind } from './bundle-layout.ts';
import type { Evidence } from './evidence.ts';
import { formatKernelFile } from './kernel-file.ts';
import { kubectlJson } from './kubectl-json.ts';
import { formatLoadFile } from './load-file.ts';
import { formatMemoryCsv } from './memory-csv.ts';
import type { AnyObject } from './objects.ts';
import { crashLog } from './people/crash-log.ts';
import { eventsLog } from './people/events-log.ts';
import { podDescribe } from './people/pod-describe.ts';
import { resourcesLog } from './people/resources-log.ts';

/** The files of a bundle, path in the folder to text. Expects evidence that is redacted already. */
export function bundleFiles(evidence: Evidence): Map<string, string> {
  const lacking = new Set(evidence.missing.map(({ part }) => part));
  const files = new Map([['bundle.json', formatManifest(evidence)]]);
  for (const kind of allKinds) {
    const items = itemsOf(evidence, kind);
    // An empty list would say that there are none, where the truth is that nobody could look.
    if (items.length > 0 || !lacking.has(`${kind}.json`)) files.set(`${kind}.json`, kubectlJson(kind, items));
  }
  for (const log of evidence.logs) files.set(logPath(log), log.text);
  for (const series of evidence.memory) files.set(memoryPath(series), formatMemoryCsv(series.samples));
  if (evidence.kernelKills.length > 0 || !lacking.has('kernel.log')) {
    files.set('kernel.log', formatKernelFile(evidence.kernelKills));
  }
  if (evidence.load !== undefined && evidence.load !== null) files.set('load.json', formatLoadFile(evidence.load));
  files.set('crash.log', crashLog(evidence));
  files.set('pod-describe.log', podDescribe(evidence));
  files.set('events.log', eventsLog(evidence));
  files.set('resources.log', resourcesLog(evidence));
  return files;
}

function itemsOf(evidence: Evidence, kind: ListKind): readonly AnyObject[] {
  if (kind === 'pods' || kind === 'deployments' || kind === 'events' || kind === 'nodes') return evidence[kind];
  return evidence.others[kind];
}
