/**
 * The fields of structs in a language of our own: `'[]Container required merge=name'`.
 *
 * A type is `string`, `bool`, `int32`, `int64`, `float64`, `bytes` (base64), `Time`, `MicroTime`, `Quantity`,
 * `IntOrString`, `any`, `[]T`, `map[string]T` or the name of a struct. Words after it:
 * `required`; `merge=K`: a strategic merge matches items by K; `merge`: it unites a list of plain values;
 * `keys=A,B`: what makes an item unique in server-side apply, where that is not the merge key alone;
 * `set`: unique plain values; `atomic`: server-side apply owns the value whole; `retainKeys`: as the patch strategy.
 */
export type StructTexts = Record<string, Record<string, string>>;
