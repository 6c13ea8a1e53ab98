/** Rules for names, in the words of apimachinery's pkg/util/validation. Each gives what is wrong, or nothing. */
export type NameRule = (name: string) => string[];

const subdomainPattern = '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*';
const labelPattern = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const serviceLabelPattern = '[a-z]([-a-z0-9]*[a-z0-9])?';
const qualifiedPattern = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const labelValuePattern = '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?';
const configKeyPattern = '[-._a-zA-Z0-9]+';

const alphanumericEnds = 'must start and end with an alphanumeric character';

/** Most objects. */
export const subdomainName: NameRule = (name) => [
  ...atMost(name, 253),
  ...matching(
    name,
    subdomainPattern,
    `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and ${alphanumericEnds}`,
    ['example.com'],
  ),
];

/** Containers, volumes, ports of services. */
export const labelName: NameRule = (name) => [
  ...atMost(name, 63),
  ...matching(
    name,
    labelPattern,
    `a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and ${alphanumericEnds}`,
    ['my-name', '123-abc'],
  ),
];

export const namespaceName: NameRule = (name) => (name.includes('.') ? ['must not contain dots'] : labelName(name));

/** Services: their name becomes one of DNS. */
export const serviceName: NameRule = (name) => [
  ...atMost(name, 63),
  ...matching(
    name,
    serviceLabelPattern,
    "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, " +
      'and end with an alphanumeric character',
    ['my-name', 'abc-123'],
  ),
];

/** Keys of labels, annotations and taints: "app", "example.com/app". */
export const qualifiedName: NameRule = (name) => {
  const parts = name.split('/');
  if (parts.length > 2) {
    const example = "with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')";
    return [`a valid label key ${phrase(qualifiedPattern, nameWords('name'), ['MyName'])} ${example}`];
  }
  const [prefix, own = ''] = parts.length === 2 ? parts : [undefined, name];
  const prefixProblems =
    prefix === undefined
      ? []
      : prefix === ''
        ? ['prefix part must be non-empty']
        : subdomainName(prefix).map((why) => `prefix part ${why}`);
  if (own === '') return [...prefixProblems, 'name part must be non-empty'];
  return [
    ...prefixProblems,
    ...atMost(own, 63).map((why) => `name part ${why}`),
    ...matching(own, qualifiedPattern, nameWords('name part'), ['MyName', 'my.name', '123-abc']),
  ];
};

export const labelValue: NameRule = (value) => [
  ...atMost(value, 63),
  ...matching(
    value,
    labelValuePattern,
    `a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and ${alphanumericEnds}`,
    ['MyValue', 'my_value', '12345'],
  ),
];

/** Keys of ConfigMaps and Secrets. */
export const configKey: NameRule = (key) => {
  if (key === '.' || key === '..') return [`must not be '${key}'`];
  return [
    ...atMost(key, 253),
    ...matching(key, configKeyPattern, "a valid config key must consist of alphanumeric characters, '-', '_' or '.'", [
      'key.name',
      'KEY_NAME',
      'key-name',
    ]),
    ...(key.startsWith('..') ? ["must not start with '..'"] : []),
  ];
};

/** Since 1.34 almost anything goes. */
export const environmentName: NameRule = (name) =>
  /^[ -<>-~]+$/.test(name)
    ? []
    : ["a valid environment variable name must consist only of printable ASCII characters other than '='"];

/** Names of container ports (RFC 6335). */
export const portName: NameRule = (name) => [
  ...atMost(name, 15),
  ...(/^[-a-z0-9]+$/.test(name) ? [] : ['must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)']),
  ...(/[a-z]/.test(name) ? [] : ['must contain at least one letter (a-z)']),
  ...(name.includes('--') ? ['must not contain consecutive hyphens'] : []),
  ...(/^-|-$/.test(name) ? ['must not begin or end with a hyphen'] : []),
];

export const portNumber = (port: number): string[] =>
  port >= 1 && port <= 65535 ? [] : ['must be between 1 and 65535, inclusive'];

export const internetAddress: NameRule = (text) =>
  /^(\d{1,3}\.){3}\d{1,3}$/.test(text) && text.split('.').every((part) => Number(part) <= 255 && !/^0\d/.test(part))
    ? []
    : text.includes(':') && /^[0-9a-fA-F:.]+$/.test(text)
      ? []
      : ['must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)'];

function nameWords(subject: string): string {
  return `${subject} must consist of alphanumeric characters, '-', '_' or '.', and ${alphanumericEnds}`;
}

function atMost(text: string, characters: number): string[] {
  return text.length > characters ? [`must be no more than ${characters} characters`] : [];
}

function matching(text: string, pattern: string, words: string, examples: string[]): string[] {
  return new RegExp(`^(?:${pattern})$`).test(text) ? [] : [phrase(pattern, words, examples)];
}

/** The server's own way to list examples: "(e.g. 'my-name',  or '123-abc', regex used for validation is '…')". */
function phrase(pattern: string, words: string, examples: string[]): string {
  const list = examples.map((one) => `'${one}'`).join(',  or ');
  return `${words} (e.g. ${list}, regex used for validation is '${pattern}')`;
}
