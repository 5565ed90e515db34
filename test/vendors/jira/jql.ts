import { Refused } from './http.ts';

/** JQL as far as it is understood here: and, or, not, brackets, comparisons, `in`, `is empty`, `order by`. */

export interface Operand {
  readonly text: string;
  readonly isQuoted: boolean;
}
export type Test =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Test[] }
  | { readonly kind: 'not'; readonly part: Test }
  | {
      readonly kind: 'clause';
      readonly field: string;
      readonly operator: string;
      readonly operands: readonly Operand[];
    };

export interface Jql {
  /** Null: it restricts nothing. */
  readonly test: Test | null;
  readonly order: readonly { readonly field: string; readonly isDown: boolean }[];
}

const TOKEN = /\s*(?:("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(!=|>=|<=|!~|[=<>~(),])|([^\s=!<>~(),"']+))/y;

export const jqlError = (words: string) => new Refused(400, { errorMessages: [words], errors: {} });

interface Token extends Operand {
  readonly isSign: boolean;
}

function tokensOf(jql: string): Token[] {
  const found: Token[] = [];
  TOKEN.lastIndex = 0;
  const end = jql.trimEnd().length;
  while (TOKEN.lastIndex < end) {
    const from = TOKEN.lastIndex;
    const [all, quoted, sign, word] = TOKEN.exec(jql) ?? [];
    if (all === undefined)
      throw jqlError(`Error in the JQL Query: unexpected character. (line 1, character ${from + 1})`);
    const text = quoted?.slice(1, -1).replace(/\\(.)/g, '$1') ?? sign ?? word ?? '';
    found.push({ text, isQuoted: quoted !== undefined, isSign: sign !== undefined });
  }
  return found;
}

export function parseJql(jql: string): Jql {
  const tokens = tokensOf(jql);
  let at = 0;
  const is = (...words: string[]) =>
    words.every((word, i) => {
      const token = tokens[at + i];
      return token !== undefined && !token.isQuoted && token.text.toLowerCase() === word;
    });
  const take = (what: string): Token => {
    const token = tokens[at++];
    if (token === undefined) throw jqlError(`Error in the JQL Query: Expecting ${what} before the end of the query.`);
    return token;
  };
  const took = (...words: string[]) => {
    if (!is(...words)) return false;
    at += words.length;
    return true;
  };
  const joined = (kind: 'and' | 'or', next: () => Test): Test => {
    const parts = [next()];
    while (took(kind)) parts.push(next());
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind, parts };
  };
  const either = (): Test => joined('or', () => joined('and', one));
  const closed = () => {
    if (!took(')')) throw jqlError("Error in the JQL Query: Expecting ')' before the end of the query.");
  };
  const one = (): Test => {
    if (took('not')) return { kind: 'not', part: one() };
    if (!took('(')) return clause();
    const inner = either();
    closed();
    return inner;
  };
  const clause = (): Test => {
    const field = take('a field').text;
    const operator = took('not', 'in')
      ? 'not in'
      : took('is', 'not')
        ? 'is not'
        : take('an operator').text.toLowerCase();
    if (!/^(=|!=|<|>|<=|>=|in|not in|is|is not)$/.test(operator)) {
      throw jqlError(`Error in the JQL Query: Expecting operator but got '${operator}'.`);
    }
    if (!operator.endsWith('in')) return { kind: 'clause', field, operator, operands: [take('a value')] };
    if (!took('(')) throw jqlError(`Error in the JQL Query: Expecting '(' after '${operator}'.`);
    const operands = [take('a value')];
    while (took(',')) operands.push(take('a value'));
    closed();
    return { kind: 'clause', field, operator, operands };
  };
  const test = tokens.length === 0 || is('order', 'by') ? null : either();
  const order: { field: string; isDown: boolean }[] = [];
  if (took('order', 'by')) {
    do {
      const field = take('a field').text.toLowerCase();
      const isDown = took('desc');
      if (!isDown) took('asc');
      order.push({ field, isDown });
    } while (took(','));
  }
  if (at < tokens.length)
    throw jqlError(`Error in the JQL Query: Expecting either 'OR' or 'AND' but got '${tokens[at]?.text}'.`);
  if (order.length > 7) throw jqlError('The maximum number of sort fields is 7.');
  return { test, order };
}
