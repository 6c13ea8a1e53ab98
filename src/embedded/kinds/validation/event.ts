import type { Typed } from '../schema/typed.ts';
import { invalid, type Problems } from './problem.ts';

/** Of things without a namespace, events are kept in `default`. */
export function* eventProblems({ metadata, involvedObject }: Typed<'Event'>): Problems {
  const { namespace = '' } = metadata ?? {};
  const about = involvedObject?.namespace ?? '';
  if (namespace !== (about === '' ? 'default' : about)) {
    yield invalid('involvedObject.namespace', about, 'does not match event.namespace');
  }
}
