import type { Death } from '../../evidence/death.ts';
import type { RunContext } from '../context.ts';
import type { ObservedInstance } from '../instance.ts';

/** The fault, seen to happen once. */
export interface Sighting {
  /** A sentence for people, without its full stop. */
  text: string;
  /** Name of the pod that shows it; null where there is none. */
  pod: string | null;
  /** Seconds from the container's start, or from the pod's where none has started; null where nothing says. */
  after: number | null;
  /** The container instance that ended; null where the fault ends none. */
  ended: { instance: ObservedInstance; death: Death } | null;
}

/** Looks at what was observed until now; called again and again until enough is seen. */
export type Look = (context: RunContext) => Sighting[];
