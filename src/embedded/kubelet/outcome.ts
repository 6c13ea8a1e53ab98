/** What one attempt of a probe came to. */
export interface Outcome {
  ok: boolean;
  /** Why it failed, as the event says it. */
  text: string;
}
