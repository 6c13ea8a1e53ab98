import { badRequest } from './status-errors.ts';
import { labelKeyProblem, labelValueProblem } from './label-syntax.ts';

/** Whether an object with these labels is meant. */
export type LabelMatch = (labels: Record<string, string>) => boolean;

const operators = ['in', 'notin', '=', '==', '!=', 'gt', 'lt'];
const symbols = /\s*(==|!=|[=!(),<>]|[^\s=!(),<>]+)/y;

/** Parses "app=x,tier in (a,b),!old"; throws BadRequest in the words of apimachinery's labels/selector.go. */
export function parseLabelSelector(text: string): LabelMatch {
  const requirements = new Parser(text).requirements();
  return (labels) => requirements.every((matches) => matches(labels));
}

class Parser {
  readonly #tokens: string[];
  #at = 0;

  constructor(text: string) {
    this.#tokens = [...text.trimEnd().matchAll(new RegExp(symbols, 'gy'))].map(([, token = '']) => token);
  }

  requirements(): LabelMatch[] {
    const found: LabelMatch[] = [];
    if (this.#peek() === '') return found;
    for (;;) {
      const token = this.#peek();
      if (token !== '!' && !isIdentifier(token)) {
        throw badRequest(`found '${token}', expected: !, identifier, or 'end of string'`);
      }
      found.push(this.#requirement());
      const end = this.#next();
      if (end === '') return found;
      if (end !== ',') throw badRequest(`found '${end}', expected: ',' or 'end of string'`);
      const following = this.#peek();
      if (following !== '!' && !isIdentifier(following)) {
        throw badRequest(`found '${following}', expected: identifier after ','`);
      }
    }
  }

  #requirement(): LabelMatch {
    const absent = this.#peek() === '!';
    if (absent) this.#next();
    const key = this.#next();
    if (!isIdentifier(key)) throw unparsable(`found '${key}', expected: identifier`);
    const problem = labelKeyProblem(key);
    if (problem !== undefined) throw unparsable(`<nil>: Invalid value: "${key}": ${problem}`);
    if (absent) return (labels) => !(key in labels);
    if (this.#peek() === '' || this.#peek() === ',') return (labels) => key in labels;
    const operator = this.#next();
    if (operator === 'in' || operator === 'notin') {
      const values = this.#values();
      values.forEach((value, index) => check(key, value, index));
      return operator === 'in'
        ? (labels) => key in labels && values.includes(labels[key] ?? '')
        : (labels) => !(key in labels && values.includes(labels[key] ?? ''));
    }
    return this.#comparison(key, operator);
  }

  #comparison(key: string, operator: string): LabelMatch {
    const known = ['=', '==', '!=', '>', '<', 'gt', 'lt'];
    if (!known.includes(operator)) throw unparsable(`found '${operator}', expected: ${operators.join(', ')}`);
    const value = this.#exactValue();
    if (operator === '=' || operator === '==') {
      check(key, value, 0);
      return (labels) => key in labels && labels[key] === value;
    }
    if (operator === '!=') {
      check(key, value, 0);
      return (labels) => labels[key] !== value;
    }
    if (!/^[+-]?\d+$/.test(value)) {
      const why = "for 'Gt', 'Lt' operators, the value must be an integer";
      throw unparsable(`values[0]: Invalid value: "${value}": ${why}`);
    }
    const bound = Number(value);
    const above = operator === '>' || operator === 'gt';
    return (labels) => {
      const label = labels[key];
      if (label === undefined || !/^[+-]?\d+$/.test(label)) return false;
      return above ? Number(label) > bound : Number(label) < bound;
    };
  }

  #exactValue(): string {
    const token = this.#peek();
    if (token === '' || token === ',') return '';
    this.#next();
    if (!isIdentifier(token)) throw unparsable(`found '${token}', expected: identifier`);
    return token;
  }

  #values(): string[] {
    const open = this.#next();
    if (open !== '(') throw unparsable(`found '${open}' expected: '('`);
    const values: string[] = [];
    let value = '';
    for (;;) {
      const token = this.#next();
      if (token === ')' || token === ',') {
        // "()" is a set of one empty value.
        values.push(value);
        if (token === ')') return values;
        value = '';
      } else if (isIdentifier(token) && value === '') value = token;
      else throw unparsable(`found '${token}', expected: ${value === '' ? "',', ')' or identifier" : "',' or ')'"}`);
    }
  }

  #peek(): string {
    return this.#tokens[this.#at] ?? '';
  }

  #next(): string {
    const token = this.#peek();
    this.#at += 1;
    return token;
  }
}

function isIdentifier(token: string): boolean {
  return token !== '' && !/^[=!(),<>]/.test(token);
}

function check(key: string, value: string, index: number): void {
  const problem = labelValueProblem(value);
  if (problem !== undefined) throw unparsable(`values[${index}][${key}]: Invalid value: "${value}": ${problem}`);
}

function unparsable(why: string): Error {
  return badRequest(`unable to parse requirement: ${why}`);
}
