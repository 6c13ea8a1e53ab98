import type { StructName, structTexts } from './all-structs.ts';

type Structs = typeof structTexts;

interface Scalars {
  string: string;
  bool: boolean;
  int32: number;
  int64: number;
  float64: number;
  bytes: string;
  Time: string;
  MicroTime: string;
  Quantity: string;
  IntOrString: number | string;
  any: unknown;
}

type WithoutWords<T> = T extends `${infer Type} ${string}` ? Type : T;

type Value<T> = T extends `[]${infer Item}`
  ? Value<Item>[]
  : T extends `map[string]${infer Item}`
    ? Record<string, Value<Item>>
    : T extends keyof Scalars
      ? Scalars[T]
      : T extends StructName
        ? Typed<T>
        : never;

/** The TypeScript type of a struct, read off its text: `Typed<'PodSpec'>`. Every field may be missing. */
export type Typed<N extends StructName> = {
  -readonly [Field in keyof Structs[N]]?: Value<WithoutWords<Structs[N][Field]>>;
};
