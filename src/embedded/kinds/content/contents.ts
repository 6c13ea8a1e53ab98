import type { KindInfo } from '../kind-info.ts';
import { structNameOf } from '../schema/struct-name.ts';
import { content, type Content } from './content.ts';

const contents: Record<string, Content> = {};

export function contentOf(kind: KindInfo): Content {
  return (contents[kind.kind] ??= content(structNameOf(kind), {}));
}
