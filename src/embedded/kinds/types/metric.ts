import type { StructTexts } from '../schema/struct-texts.ts';

export const metricTypes = {
  MetricSpec: {
    containerResource: 'ContainerResourceMetricSource',
    external: 'ExternalMetricSource',
    object: 'ObjectMetricSource',
    pods: 'PodsMetricSource',
    resource: 'ResourceMetricSource',
    type: 'string required',
  },
  ContainerResourceMetricSource: {
    container: 'string required',
    name: 'string required',
    target: 'MetricTarget required',
  },
  MetricTarget: {
    averageUtilization: 'int32',
    averageValue: 'Quantity',
    type: 'string required',
    value: 'Quantity',
  },
  ExternalMetricSource: {
    metric: 'MetricIdentifier required',
    target: 'MetricTarget required',
  },
  MetricIdentifier: {
    name: 'string required',
    selector: 'LabelSelector',
  },
  ObjectMetricSource: {
    describedObject: 'CrossVersionObjectReference required',
    metric: 'MetricIdentifier required',
    target: 'MetricTarget required',
  },
  PodsMetricSource: {
    metric: 'MetricIdentifier required',
    target: 'MetricTarget required',
  },
  ResourceMetricSource: {
    name: 'string required',
    target: 'MetricTarget required',
  },
  MetricStatus: {
    containerResource: 'ContainerResourceMetricStatus',
    external: 'ExternalMetricStatus',
    object: 'ObjectMetricStatus',
    pods: 'PodsMetricStatus',
    resource: 'ResourceMetricStatus',
    type: 'string required',
  },
  ContainerResourceMetricStatus: {
    container: 'string required',
    current: 'MetricValueStatus required',
    name: 'string required',
  },
  MetricValueStatus: {
    averageUtilization: 'int32',
    averageValue: 'Quantity',
    value: 'Quantity',
  },
  ExternalMetricStatus: {
    current: 'MetricValueStatus required',
    metric: 'MetricIdentifier required',
  },
  ObjectMetricStatus: {
    current: 'MetricValueStatus required',
    describedObject: 'CrossVersionObjectReference required',
    metric: 'MetricIdentifier required',
  },
  PodsMetricStatus: {
    current: 'MetricValueStatus required',
    metric: 'MetricIdentifier required',
  },
  ResourceMetricStatus: {
    current: 'MetricValueStatus required',
    name: 'string required',
  },
} as const satisfies StructTexts;
