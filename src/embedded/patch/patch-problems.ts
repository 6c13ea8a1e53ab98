import type { KindInfo } from '../kinds/kind-info.ts';
import { duplicateFields } from '../kinds/decode/duplicate-fields.ts';
import { fieldFaults } from '../kinds/strict-problems.ts';
import type { FieldValidation } from '../kinds/strict-problems.ts';
import { DecodeError } from '../kinds/decode/type-error.ts';
import type { NewObject } from '../store/object.ts';
import type { PatchRequest } from './apply-patch.ts';
import { goText } from './go-text.ts';
import { invalidPatch } from './patch-error.ts';

/**
 * Checks the fields of a patched object, as `strictProblems` those of a given one, in the words that the API server has
 * for patches: 422 Invalid of the field "patch", with the patch (strategic merge) or the whole object (the others).
 * Gives the texts of the warnings. A server-side apply has been checked already.
 */
export function patchProblems(
  kind: KindInfo,
  { contentType, body }: Pick<PatchRequest, 'contentType' | 'body'>,
  patched: NewObject,
  fieldValidation: FieldValidation,
): string[] {
  if (contentType === 'application/apply-patch+yaml') return [];
  const strategic = contentType === 'application/strategic-merge-patch+json';
  const shown = strategic ? goText(JSON.parse(body)) : JSON.stringify(patched);
  const faults = decoded(shown, () => [
    ...(contentType === 'application/merge-patch+json' ? duplicateFields(body) : []).map(
      (path) => `duplicate field "${path}"`,
    ),
    ...fieldFaults(kind, patched),
  ]);
  if (faults.length === 0 || fieldValidation === 'Ignore') return [];
  if (fieldValidation === 'Strict') throw invalidPatch(shown, `strict decoding error: ${faults.join(', ')}`);
  return faults;
}

function decoded(shown: string, faults: () => string[]): string[] {
  try {
    return faults();
  } catch (thrown) {
    if (thrown instanceof DecodeError) throw invalidPatch(shown, thrown.message);
    throw thrown;
  }
}
