import type { StructTexts } from '../schema/struct-texts.ts';

export const autoscalerTypes = {
  HorizontalPodAutoscaler: {
    apiVersion: 'string',
    kind: 'string',
    metadata: 'ObjectMeta',
    spec: 'HorizontalPodAutoscalerSpec',
    status: 'HorizontalPodAutoscalerStatus',
  },
  HorizontalPodAutoscalerSpec: {
    behavior: 'HorizontalPodAutoscalerBehavior',
    maxReplicas: 'int32 required',
    metrics: '[]MetricSpec',
    minReplicas: 'int32',
    scaleTargetRef: 'CrossVersionObjectReference required',
  },
  HorizontalPodAutoscalerBehavior: {
    scaleDown: 'HPAScalingRules',
    scaleUp: 'HPAScalingRules',
  },
  HPAScalingRules: {
    policies: '[]HPAScalingPolicy',
    selectPolicy: 'string',
    stabilizationWindowSeconds: 'int32',
    tolerance: 'Quantity',
  },
  HPAScalingPolicy: {
    periodSeconds: 'int32 required',
    type: 'string required',
    value: 'int32 required',
  },
  CrossVersionObjectReference: {
    apiVersion: 'string',
    kind: 'string required',
    name: 'string required',
  },
  HorizontalPodAutoscalerStatus: {
    conditions: '[]HorizontalPodAutoscalerCondition merge=type',
    currentMetrics: '[]MetricStatus',
    currentReplicas: 'int32',
    desiredReplicas: 'int32 required',
    lastScaleTime: 'Time',
    observedGeneration: 'int64',
  },
  HorizontalPodAutoscalerCondition: {
    lastTransitionTime: 'Time',
    message: 'string',
    reason: 'string',
    status: 'string required',
    type: 'string required',
  },
  Scale: {
    apiVersion: 'string',
    kind: 'string',
    metadata: 'ObjectMeta',
    spec: 'ScaleSpec',
    status: 'ScaleStatus',
  },
  ScaleSpec: {
    replicas: 'int32',
  },
  ScaleStatus: {
    replicas: 'int32 required',
    selector: 'string',
  },
} as const satisfies StructTexts;
