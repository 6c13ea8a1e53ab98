import { kinds } from '../../../../src/embedded/kinds/registry.ts';
import type { KindInfo } from '../../../../src/embedded/kinds/registry.ts';

export function kindNamed(name: string): KindInfo {
  const kind = kinds.find((one) => one.kind === name);
  if (kind === undefined) throw new Error(`no kind ${name}`);
  return kind;
}
