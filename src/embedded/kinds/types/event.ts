import type { StructTexts } from '../schema/struct-texts.ts';

export const eventTypes = {
  Event: {
    action: 'string',
    apiVersion: 'string',
    count: 'int32',
    eventTime: 'MicroTime',
    firstTimestamp: 'Time',
    involvedObject: 'ObjectReference required',
    kind: 'string',
    lastTimestamp: 'Time',
    message: 'string',
    metadata: 'ObjectMeta required',
    reason: 'string',
    related: 'ObjectReference',
    reportingComponent: 'string',
    reportingInstance: 'string',
    series: 'EventSeries',
    source: 'EventSource',
    type: 'string',
  },
  EventSeries: {
    count: 'int32',
    lastObservedTime: 'MicroTime',
  },
  EventSource: {
    component: 'string',
    host: 'string',
  },
} as const satisfies StructTexts;
