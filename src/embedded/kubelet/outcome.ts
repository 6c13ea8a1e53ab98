/** What one attempt of a probe came to. */
export interface Outcome {
  ok: boolean;
  /** Why it failed, as the event says it. */
  text: string;
  /** True where the attempt itself went wrong, so that it says nothing of the container. */
  unknown?: true;
}
