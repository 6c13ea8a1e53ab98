import { canonical } from '../canonical.ts';
import type { PodTemplate } from '../models/object.ts';
import { safeEncode } from '../safe-name.ts';

export const templateHashLabel = 'pod-template-hash';

/**
 * The name of a template, in the style of Kubernetes: FNV-1a's elder brother FNV-1 over the template, in safe letters.
 * The real one hashes a dump of Go structs, so the same template has another hash there.
 */
export function templateHash(template: PodTemplate, collisionCount: number | undefined): string {
  const text = canonical(template) + (collisionCount === undefined ? '' : String(collisionCount));
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = (Math.imul(hash, 0x01000193) ^ byte) >>> 0;
  return safeEncode(String(hash));
}

/** Two templates with the same pods, whatever their hash labels say. */
export function sameTemplate(a: PodTemplate, b: PodTemplate): boolean {
  return canonical(withoutHash(a)) === canonical(withoutHash(b));
}

function withoutHash(template: PodTemplate): PodTemplate {
  const { [templateHashLabel]: _, ...labels } = template.metadata?.labels ?? {};
  return { ...template, metadata: { ...template.metadata, labels } };
}
