import { readQuantity } from '../quantity/quantity.ts';
import type { Typed } from '../schema/typed.ts';

const counted = ['cpu', 'memory'];

/** `status.qosClass`: Guaranteed when all containers request just what they are limited to, BestEffort without either. */
export function qualityOfService(spec: Typed<'PodSpec'> | undefined): string {
  const resources = [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])].map((one) => one.resources ?? {});
  const names = (amounts: Record<string, string> | undefined) =>
    Object.keys(amounts ?? {}).filter(
      (name) => counted.includes(name) && readQuantity(amounts?.[name] ?? '')?.nanos !== 0n,
    );
  if (resources.every(({ limits, requests }) => [...names(limits), ...names(requests)].length === 0)) {
    return 'BestEffort';
  }
  const guaranteed = resources.every(({ limits, requests }) =>
    counted.every((name) => limits?.[name] !== undefined && (requests?.[name] ?? limits[name]) === limits[name]),
  );
  return guaranteed ? 'Guaranteed' : 'Burstable';
}
