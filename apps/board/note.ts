export interface Note {
  id: number;
  x: number;
  y: number;
  text: string;
}

/** A board of an ordinary project has as many notes, and a note as many characters. */
const notes = 1000;
export const textLength = 200;

export function firstNotes(): Note[] {
  return Array.from({ length: notes }, (_, index) => ({
    id: index + 1,
    x: (index % 40) * 120,
    y: Math.floor(index / 40) * 90,
    text: `what is to do, number ${index + 1}`.padEnd(textLength, '.'),
  }));
}
