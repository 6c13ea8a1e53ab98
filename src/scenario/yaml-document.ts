import { isMap, isNode } from 'yaml';
import type { Document, LineCounter } from 'yaml';

export type Path = readonly PropertyKey[];

interface Place {
  file: string;
  line: number;
  column: number;
}

/** One document of a YAML file: its plain value, and where each part of it stands. */
export interface YamlDocument {
  file: string;
  value: unknown;
  /** Where the value at `path` begins; for what is missing, where the nearest thing around it begins. */
  place(path: Path): Place;
  /** Where the key `key` of the map at `path` begins. */
  keyPlace(path: Path, key: string): Place;
}

export function yamlDocument(file: string, document: Document.Parsed, lines: LineCounter): YamlDocument {
  const placeOf = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  const nodeAt = (path: Path): unknown => (path.length === 0 ? document.contents : document.getIn(path, true));
  const place = (path: Path): Place => {
    for (let length = path.length; length >= 0; length -= 1) {
      const node = nodeAt(path.slice(0, length));
      if (isNode(node) && node.range) return placeOf(node.range[0]);
    }
    return placeOf(document.range[0]);
  };
  return {
    file,
    value: document.toJS(),
    place,
    keyPlace(path, key) {
      const map = nodeAt(path);
      const pair = isMap(map) ? map.items.find((item) => isNode(item.key) && String(item.key) === key) : undefined;
      return isNode(pair?.key) && pair.key.range ? placeOf(pair.key.range[0]) : place(path);
    },
  };
}
