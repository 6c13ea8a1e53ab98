import { apiVersionOf, type KindInfo } from '../kind-info.ts';
import { typeOf } from './type-of.ts';

/** The paths of a kind's objects with the operations that kubectl looks at. */
export function pathsOf(kind: KindInfo): Record<string, object> {
  const root = kind.group === '' ? `/api/${kind.version}` : `/apis/${apiVersionOf(kind)}`;
  const collection = `${root}${kind.namespaced ? '/namespaces/{namespace}' : ''}/${kind.plural}`;
  return {
    [collection]: { get: operation(kind, 'list'), post: writing(kind, 'post', ['application/json']) },
    [`${collection}/{name}`]: {
      get: operation(kind, 'get'),
      put: writing(kind, 'put', ['application/json']),
      patch: writing(kind, 'patch', patchTypes),
      delete: operation(kind, 'delete'),
    },
  };
}

const patchTypes = [
  'application/apply-patch+yaml',
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
];

/** kubectl asks for strict validation only where it sees this parameter. */
const writeParameters = ['dryRun', 'fieldManager', 'fieldValidation'].map((name) => ({
  name,
  in: 'query',
  schema: { type: 'string' },
}));

function writing(kind: KindInfo, action: string, mediaTypes: string[]): object {
  const content = Object.fromEntries(mediaTypes.map((type) => [type, { schema: { type: 'object' } }]));
  return { ...operation(kind, action), parameters: writeParameters, requestBody: { required: true, content } };
}

function operation(kind: KindInfo, action: string): object {
  return {
    'x-kubernetes-action': action,
    'x-kubernetes-group-version-kind': typeOf(kind),
    responses: { 200: { description: 'OK' } },
  };
}
