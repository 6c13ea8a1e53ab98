import { apiVersionOf } from '../../kinds/kind-info.ts';
import type { KindInfo } from '../../kinds/kind-info.ts';
import { toTable } from '../../kinds/table.ts';
import type { StoredObject } from '../../store/object.ts';
import { acceptedView } from '../http/accept.ts';
import type { View } from '../http/accept.ts';
import type { Exchange } from '../http/context.ts';
import type { Page } from './page.ts';

/** What a list says of itself: its resourceVersion and, of a chunk, where it goes on. */
type ListMetadata = Omit<Page, 'items'>;

/** Turns objects into what the client accepts: themselves, a table of them, or their metadata alone. */
export interface Presenter {
  one(object: StoredObject): object;
  list(items: StoredObject[], metadata: ListMetadata): object;
}

export function presenterOf(exchange: Exchange, kind: KindInfo): Presenter {
  const view: View = acceptedView(exchange.request.headers.accept);
  const whole = exchange.query.get('includeObject');
  const table = (items: StoredObject[], metadata: ListMetadata) =>
    tableOf(kind, items, exchange.clock.now(), metadata, whole);
  if (view === 'Table') {
    return { one: (object) => table([object], { resourceVersion: object.metadata.resourceVersion }), list: table };
  }
  const item = view === 'PartialObjectMetadata' ? metadataOnly : undefined;
  return {
    one: item ?? ((object) => object),
    list: (items, metadata) => ({
      kind: item === undefined ? `${kind.kind}List` : 'PartialObjectMetadataList',
      apiVersion: item === undefined ? apiVersionOf(kind) : 'meta.k8s.io/v1',
      metadata,
      items: item === undefined ? items.map(withoutType) : items.map(item),
    }),
  };
}

function tableOf(
  kind: KindInfo,
  items: StoredObject[],
  now: number,
  metadata: ListMetadata,
  include: string | null,
): object {
  const table = toTable(kind, items, { now });
  const rows = table.rows.map((row, index) => {
    const object = items[index];
    if (object === undefined || include === 'None') return { ...row, object: undefined };
    return { ...row, object: include === 'Object' ? object : metadataOnly(object) };
  });
  return { ...table, metadata: { ...table.metadata, ...metadata }, rows };
}

function metadataOnly({ metadata }: StoredObject): object {
  return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata };
}

/** The items of a list do not repeat what they are. */
function withoutType(object: StoredObject): object {
  const { kind: _, apiVersion: __, ...item } = object;
  return item;
}
