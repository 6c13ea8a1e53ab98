import { createHash } from 'node:crypto';
import { apiVersionOf, type KindInfo } from './kind-info.ts';
import { componentSchemas } from './openapi/component-schemas.ts';
import { pathsOf } from './openapi/paths.ts';
import { kinds } from './registry.ts';

/** `GET /openapi/v3`: where each group and version has its document. */
export function openApiIndex(): { paths: Record<string, { serverRelativeURL: string }> } {
  const groupVersions = [...new Set(kinds.map(groupVersionPath))];
  return {
    paths: Object.fromEntries(
      groupVersions.map((path) => [path, { serverRelativeURL: `/openapi/v3/${path}?hash=${hashOf(path)}` }]),
    ),
  };
}

/**
 * The document of "api/v1" or "apis/apps/v1"; undefined for any other. It says no more than kubectl needs to apply and
 * to explain: the fields with their types and how patches merge them, and which patches and parameters are taken.
 */
export function openApiDocument(groupVersion: string): object | undefined {
  const members = kinds.filter((kind) => groupVersionPath(kind) === groupVersion);
  if (members.length === 0) return undefined;
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: '1.34' },
    paths: Object.fromEntries(members.flatMap((kind) => Object.entries(pathsOf(kind)))),
    components: { schemas: componentSchemas(members) },
  };
}

function groupVersionPath(kind: KindInfo): string {
  return kind.group === '' ? `api/${kind.version}` : `apis/${apiVersionOf(kind)}`;
}

function hashOf(groupVersion: string): string {
  return createHash('sha256')
    .update(JSON.stringify(openApiDocument(groupVersion)))
    .digest('hex')
    .toUpperCase();
}
