export interface Version {
  major: number;
  minor: number;
}

/** The first "MAJOR.MINOR" in a text: "v1.34.4", "kind v0.33.0 go1.26.8", "kindest/node:v1.34.4@sha256:…". */
export function parseVersion(text: string): Version | undefined {
  const match = /(?<![\d.])v?(\d+)\.(\d+)/.exec(text);
  if (match?.[1] === undefined || match[2] === undefined) return undefined;
  return { major: Number(match[1]), minor: Number(match[2]) };
}

/** The release in a node image's tag, "v1.34.4" of "kindest/node:v1.34.4@sha256:…"; undefined where it has none. */
export function releaseOf(nodeImage: string): string | undefined {
  return /:(v\d+\.\d+\.\d+)/.exec(nodeImage)?.[1];
}

export function isBefore(a: Version, b: Version): boolean {
  return a.major === b.major ? a.minor < b.minor : a.major < b.major;
}
