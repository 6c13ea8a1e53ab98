import { expect, test } from 'vitest';
import { openApiDocument, openApiIndex } from '../../../../src/embedded/kinds/openapi.ts';
import { kinds } from '../../../../src/embedded/kinds/registry.ts';

const apps = openApiDocument('apis/apps/v1');

test('the index names a document for each group, all of them there', () => {
  const paths = Object.keys(openApiIndex().paths);
  expect(paths).toContain('api/v1');
  expect(paths.filter((path) => openApiDocument(path) === undefined)).toEqual([]);
});

test('a group that is not served has no document', () => {
  expect(openApiDocument('apis/example.com/v1')).toBeUndefined();
});

test('kubectl finds by what key the containers are merged', () => {
  expect(apps).toHaveProperty(['components', 'schemas', 'PodSpec', 'properties', 'containers'], {
    type: 'array',
    items: { allOf: [{ $ref: '#/components/schemas/Container' }] },
    'x-kubernetes-patch-merge-key': 'name',
    'x-kubernetes-patch-strategy': 'merge',
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': ['name'],
  });
});

test('kubectl finds that a kind takes strict validation and strategic merge patches', () => {
  const path = '/apis/apps/v1/namespaces/{namespace}/deployments/{name}';
  expect(apps).toHaveProperty(
    ['paths', path, 'patch'],
    expect.objectContaining({
      'x-kubernetes-group-version-kind': { group: 'apps', version: 'v1', kind: 'Deployment' },
      parameters: expect.arrayContaining([expect.objectContaining({ name: 'fieldValidation', in: 'query' })]),
      requestBody: expect.objectContaining({
        content: expect.objectContaining({ 'application/strategic-merge-patch+json': expect.anything() }),
      }),
    }),
  );
});

test('every schema that is referred to is there', () => {
  const documents = Object.keys(openApiIndex().paths).map((path) => JSON.stringify(openApiDocument(path)));
  const missing = documents.flatMap((text) =>
    [...text.matchAll(/#\/components\/schemas\/(\w+)/g)].filter(
      ([, name]) => !text.includes(`"${name}":{"type":"object"`),
    ),
  );
  expect(missing).toEqual([]);
});

test('every kind of the registry has a schema of its own', () => {
  const documents = Object.keys(openApiIndex().paths).map((path) => JSON.stringify(openApiDocument(path)));
  expect(kinds.filter(({ kind }) => !documents.some((text) => text.includes(`"${kind}":{"type":"object"`)))).toEqual(
    [],
  );
});
