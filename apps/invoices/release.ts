/** What differs between the releases. */
export interface Release {
  release: string;
  /** Printed pages that the printer keeps, the newest; Infinity for all. */
  keepPages: number;
  /** Pages after which a printer makes room for a new one; Infinity for never. */
  pagesPerPrinter: number;
  /** Whether the end of a printer is told in the log. */
  tellsEnds: boolean;
  /** False: prints nothing. */
  accepting: boolean;
}
