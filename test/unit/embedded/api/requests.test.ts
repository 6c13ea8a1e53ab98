import { describe, expect, test } from 'vitest';
import { acceptedView } from '../../../../src/embedded/api/http/accept.ts';
import { parseProxyName } from '../../../../src/embedded/api/subresources/backend.ts';
import { selectorText } from '../../../../src/embedded/api/subresources/selector-text.ts';
import { parsePath } from '../../../../src/embedded/api/target.ts';
import { refusalOf } from '../store/objects.ts';

describe('a path', () => {
  const read = (path: string) => parsePath(path.split('/').slice(1));

  test.each([
    ['/api/v1/nodes', { group: '', version: 'v1', plural: 'nodes' }],
    ['/api/v1/namespaces', { group: '', version: 'v1', plural: 'namespaces' }],
    ['/api/v1/namespaces/lab', { group: '', version: 'v1', plural: 'namespaces', name: 'lab' }],
    ['/api/v1/namespaces/lab/status', { plural: 'namespaces', name: 'lab', subresource: 'status' }],
    ['/api/v1/namespaces/lab/pods', { namespace: 'lab', plural: 'pods' }],
    ['/api/v1/namespaces/lab/pods/a/log', { namespace: 'lab', plural: 'pods', name: 'a', subresource: 'log' }],
    ['/apis/apps/v1/deployments', { group: 'apps', version: 'v1', plural: 'deployments' }],
  ])('%s names its resource', (path, expected) => {
    expect(read(path)).toMatchObject(expected);
  });

  test('of a group alone names none', () => {
    expect(read('/apis/apps/v1')).toBeUndefined();
  });
});

describe('the Accept header', () => {
  test.each([
    [undefined, 'Object'],
    ['*/*', 'Object'],
    ['application/vnd.kubernetes.protobuf,application/json', 'Object'],
    ['application/json;as=Table;v=v1;g=meta.k8s.io,application/json', 'Table'],
    ['application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io', 'PartialObjectMetadata'],
    ['application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json', 'APIGroupDiscoveryList'],
    ['application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json', 'Object'],
  ])('%s gets %s', (accept, view) => {
    expect(acceptedView(accept)).toBe(view);
  });

  test('that takes no JSON is not acceptable', () => {
    expect(refusalOf(() => acceptedView('text/html'))).toContain('406 NotAcceptable');
  });
});

describe('a proxy target', () => {
  test.each([
    ['ledger', { scheme: '', name: 'ledger', port: '' }],
    ['ledger:http', { scheme: '', name: 'ledger', port: 'http' }],
    ['http:ledger:8080', { scheme: 'http', name: 'ledger', port: '8080' }],
    ['http:ledger:', { scheme: 'http', name: 'ledger', port: '' }],
  ])('%s names a port or takes the default', (text, expected) => {
    expect(parseProxyName(text)).toEqual(expected);
  });

  test('of four parts is none', () => {
    expect(parseProxyName('a:b:c:d')).toBeUndefined();
  });
});

test('the selector of a scale is written as a query takes it', () => {
  const selector = {
    matchLabels: { app: 'x' },
    matchExpressions: [
      { key: 'tier', operator: 'In', values: ['b', 'a'] },
      { key: 'old', operator: 'DoesNotExist' },
    ],
  };
  expect(selectorText(selector)).toBe('!old,app=x,tier in (a,b)');
});
