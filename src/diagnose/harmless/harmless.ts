import type { Quote } from '../../evidence/death.ts';

/** Something that looks like an incident and is none. */
export interface Harmless {
  /** Why it is none: part of a sentence, without its full stop. */
  why: string;
  quotes: Quote[];
}
