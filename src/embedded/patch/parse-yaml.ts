import { LineCounter, parseDocument } from 'yaml';
import { isRecord, type JsonObject } from './json-value.ts';
import { badPatch, typeName } from './parse-patch.ts';

/** The body of a server-side apply: YAML, of which JSON is a part. BadRequest in the server's words. */
export function parseYamlObject(body: string): JsonObject {
  const lines = new LineCounter();
  const document = parseDocument(body, { lineCounter: lines, merge: true });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line } = lines.linePos(error.pos[0]);
    if (error.code === 'DUPLICATE_KEY') {
      const key = /^\s*"?([^":\s]+)/.exec(body.slice(error.pos[0]))?.[1] ?? '';
      const why = `yaml: unmarshal errors:\n  line ${line}: key "${key}" already set in map`;
      throw badPatch('error strict decoding YAML: error converting YAML to JSON: ', why);
    }
    const why = `yaml: line ${line}: did not find expected node content`;
    throw badPatch('error decoding YAML: error converting YAML to JSON: ', why);
  }
  const value: unknown = document.toJS();
  if (isRecord(value)) return value;
  const why = `json: cannot unmarshal ${typeName(value)} into Go value of type map[string]interface {}`;
  throw badPatch('error decoding YAML: error unmarshaling JSON: while decoding JSON: ', why);
}
