import type { StructTexts } from '../schema/struct-texts.ts';

export const affinityTypes = {
  Affinity: {
    nodeAffinity: 'NodeAffinity',
    podAffinity: 'PodAffinity',
    podAntiAffinity: 'PodAntiAffinity',
  },
  NodeAffinity: {
    preferredDuringSchedulingIgnoredDuringExecution: '[]PreferredSchedulingTerm',
    requiredDuringSchedulingIgnoredDuringExecution: 'NodeSelector',
  },
  PreferredSchedulingTerm: {
    preference: 'NodeSelectorTerm required',
    weight: 'int32 required',
  },
  NodeSelectorTerm: {
    matchExpressions: '[]NodeSelectorRequirement',
    matchFields: '[]NodeSelectorRequirement',
  },
  NodeSelectorRequirement: {
    key: 'string required',
    operator: 'string required',
    values: '[]string',
  },
  NodeSelector: {
    nodeSelectorTerms: '[]NodeSelectorTerm required',
  },
  PodAffinity: {
    preferredDuringSchedulingIgnoredDuringExecution: '[]WeightedPodAffinityTerm',
    requiredDuringSchedulingIgnoredDuringExecution: '[]PodAffinityTerm',
  },
  WeightedPodAffinityTerm: {
    podAffinityTerm: 'PodAffinityTerm required',
    weight: 'int32 required',
  },
  PodAffinityTerm: {
    labelSelector: 'LabelSelector',
    matchLabelKeys: '[]string',
    mismatchLabelKeys: '[]string',
    namespaceSelector: 'LabelSelector',
    namespaces: '[]string',
    topologyKey: 'string required',
  },
  PodAntiAffinity: {
    preferredDuringSchedulingIgnoredDuringExecution: '[]WeightedPodAffinityTerm',
    requiredDuringSchedulingIgnoredDuringExecution: '[]PodAffinityTerm',
  },
} as const satisfies StructTexts;
