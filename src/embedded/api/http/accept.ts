import { StatusError } from '../../store/status-error.ts';

/** How an answer is wanted: always JSON, of the objects themselves or of another view of them. */
export type View = 'Object' | 'Table' | 'PartialObjectMetadata' | 'APIGroupDiscoveryList';

const views: Record<string, View> = {
  Table: 'Table',
  PartialObjectMetadata: 'PartialObjectMetadata',
  PartialObjectMetadataList: 'PartialObjectMetadata',
  APIGroupDiscoveryList: 'APIGroupDiscoveryList',
};

/** The first view of an Accept header that is served; NotAcceptable where none is. */
export function acceptedView(accept: string | undefined): View {
  if (accept === undefined || accept.trim() === '') return 'Object';
  for (const wanted of accept.split(',')) {
    const view = viewOf(wanted);
    if (view !== undefined) return view;
  }
  const message = '406: Not Acceptable\n\nAvailable representations: application/json, application/json;stream=watch';
  throw new StatusError(406, 'NotAcceptable', message, {});
}

function viewOf(wanted: string): View | undefined {
  const [type = '', ...rest] = wanted.split(';').map((part) => part.trim());
  const parameters = new Map(rest.map((part) => [part.split('=')[0], part.slice(part.indexOf('=') + 1)]));
  if (!['application/json', 'application/*', '*/*'].includes(type)) return undefined;
  const as = parameters.get('as');
  if (as === undefined) return 'Object';
  const version = parameters.get('v');
  if (as === 'APIGroupDiscoveryList') return version === 'v2' ? views[as] : undefined;
  return version === 'v1' ? views[as] : undefined;
}
