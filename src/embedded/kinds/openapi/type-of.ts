import type { KindInfo } from '../kind-info.ts';

export function typeOf({ group, version, kind }: KindInfo): { group: string; version: string; kind: string } {
  return { group, version, kind };
}
