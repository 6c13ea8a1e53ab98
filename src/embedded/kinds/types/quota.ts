import type { StructTexts } from '../schema/struct-texts.ts';

export const quotaTypes = {
  ResourceQuota: {
    apiVersion: 'string',
    kind: 'string',
    metadata: 'ObjectMeta',
    spec: 'ResourceQuotaSpec',
    status: 'ResourceQuotaStatus',
  },
  ResourceQuotaSpec: {
    hard: 'map[string]Quantity',
    scopeSelector: 'ScopeSelector',
    scopes: '[]string',
  },
  ScopeSelector: {
    matchExpressions: '[]ScopedResourceSelectorRequirement',
  },
  ScopedResourceSelectorRequirement: {
    operator: 'string required',
    scopeName: 'string required',
    values: '[]string',
  },
  ResourceQuotaStatus: {
    hard: 'map[string]Quantity',
    used: 'map[string]Quantity',
  },
  LimitRange: {
    apiVersion: 'string',
    kind: 'string',
    metadata: 'ObjectMeta',
    spec: 'LimitRangeSpec',
  },
  LimitRangeSpec: {
    limits: '[]LimitRangeItem required',
  },
  LimitRangeItem: {
    default: 'map[string]Quantity',
    defaultRequest: 'map[string]Quantity',
    max: 'map[string]Quantity',
    maxLimitRequestRatio: 'map[string]Quantity',
    min: 'map[string]Quantity',
    type: 'string required',
  },
} as const satisfies StructTexts;
