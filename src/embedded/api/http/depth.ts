import { badRequest } from '../../store/status-errors.ts';

/** Levels of JSON; Go's decoder takes 10,000, which is more than a stack here has room for, and no object has 50. */
const deepest = 1000;

/** Throws BadRequest for JSON that is nested so deep that nothing can go through it. */
export function checkDepth(json: string): void {
  // Each level takes two characters.
  if (json.length < 2 * deepest) return;
  let depth = 0;
  let isText = false;
  for (let at = 0; at < json.length; at += 1) {
    const letter = json[at];
    if (letter === '"') isText = !isText;
    else if (isText) at += letter === '\\' ? 1 : 0;
    else if (letter === '{' || letter === '[') depth += 1;
    else if (letter === '}' || letter === ']') depth -= 1;
    if (depth > deepest) throw badRequest(`exceeded max depth: no value may be nested deeper than ${deepest} levels`);
  }
}
