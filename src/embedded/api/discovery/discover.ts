import { openApiDocument, openApiIndex } from '../../kinds/openapi.ts';
import { acceptedView } from '../http/accept.ts';
import { answerJson, answerNoPage } from '../http/answer.ts';
import type { Exchange } from '../http/context.ts';
import { methodNotAllowed } from '../http/errors.ts';
import { aggregatedDiscovery, aggregatedType } from './aggregated.ts';
import { apiGroup, apiGroupList, apiResourceList, apiVersions } from './plain.ts';
import { served } from './served.ts';

/** Answers /api, /apis and below as long as no resource is named; false for a path that names one. */
export function discover(exchange: Exchange): boolean {
  const { request, response, segments, method } = exchange;
  const [root, first, second, third] = segments;
  const core = root === 'api';
  if ((core && second !== undefined) || (!core && third !== undefined)) return false;
  if (method !== 'GET') throw methodNotAllowed();
  const resources = served();
  if (first === undefined) {
    if (acceptedView(request.headers.accept) === 'APIGroupDiscoveryList') {
      const own = resources.filter(({ group }) => (group === '') === core);
      answerJson(response, 200, aggregatedDiscovery(own), { contentType: aggregatedType });
    } else {
      answerJson(response, 200, core ? apiVersions(request.headers.host ?? '') : apiGroupList(resources));
    }
    return true;
  }
  const found = core
    ? apiResourceList('', first, resources)
    : second === undefined
      ? apiGroup(first, resources)
      : apiResourceList(first, second, resources);
  if (found === undefined) answerNoPage(response);
  else answerJson(response, 200, found);
  return true;
}

/** GET /openapi/v3 and /openapi/v3/{api/v1,apis/GROUP/VERSION}. */
export function openApi({ response, segments }: Exchange): void {
  const groupVersion = segments.slice(2).join('/');
  if (groupVersion === '') {
    answerJson(response, 200, openApiIndex());
    return;
  }
  const document = openApiDocument(groupVersion);
  if (document === undefined) answerNoPage(response);
  else answerJson(response, 200, document);
}
