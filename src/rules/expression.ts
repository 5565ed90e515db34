import { type ASTNode, Environment, EvaluationError, ParseError } from '@marcbachmann/cel-js';
import { METRICS } from '../metrics/index.ts';
import { RECORD_KINDS, type RecordKind } from '../progression/record-kinds.ts';
import type { Known } from '../progression/rule.ts';
import { didYouMean } from './nearest-word.ts';

/** The figures and records an expression speaks of, and what it says once they are known. */
export interface Expression {
  readonly metrics: readonly string[];
  readonly records: readonly RecordKind[];
  /** Null: what decides it is not known. */
  readonly holds: (known: Known) => boolean | null;
}

const FIELDS = ['value', 'lower', 'upper', 'n'];
const METRIC_IDS = METRICS.map(({ id }) => id);
const KINDS = Object.keys(RECORD_KINDS) as RecordKind[];
const SIGNS = ['==', '!=', '<', '<=', '>', '>=', '+', '-', '*', '/', '&&', '||', '!_', '-_', '?:'];
const ALLOWED =
  'Allowed are figure["METRIC"].value, .lower, .upper and .n, record["KIND"], numbers, true and false, < <= > >= == != && || ! ?: + - * / and brackets';

const environment = new Environment({ limits: { maxAstNodes: 200, maxDepth: 30 } })
  .registerVariable('figure', 'map<string, map<string, double>>')
  .registerVariable('record', 'map<string, double>');

/** Thrown inside only: what is wrong, and at which character of the text. */
class Refused extends Error {}

function refuse(at: number, message: string): never {
  throw new Refused(`at character ${at + 1}: ${message}`);
}

/** What is wrong with it as text, else the expression. Nothing of the language but figures, records and signs is let in. */
export function readExpression(text: string): Expression | string {
  try {
    const parsed = environment.parse(text);
    const names: Names = { metrics: new Set(), records: new Set() };
    walk(parsed.ast, names);
    const { type, error } = parsed.check();
    if (error !== undefined) refuse(error.range?.start ?? 0, `${error.summary}. Beside + - * / == write 1.0 for 1.`);
    if (type !== 'bool') refuse(0, `a ${type}, neither true nor false. Compare it with something, such as >= 0.9.`);
    return { metrics: [...names.metrics], records: [...names.records], holds: (known) => said(parsed, known) };
  } catch (error) {
    if (error instanceof Refused) return error.message;
    if (error instanceof ParseError)
      return `at character ${(error.range?.start ?? 0) + 1}: ${error.summary}. ${ALLOWED}.`;
    throw error;
  }
}

/** `||` and `&&` pass over what is not known where the other side decides. */
function said(parsed: (known: Known) => unknown, known: Known): boolean | null {
  try {
    return parsed(known) === true;
  } catch (error) {
    if (error instanceof EvaluationError) return null;
    throw error;
  }
}

interface Names {
  readonly metrics: Set<string>;
  readonly records: Set<RecordKind>;
}

function walk(node: ASTNode, names: Names): void {
  if (node.op === '.') figureIn(node, names);
  else if (node.op === '[]') recordIn(node, names);
  else if (node.op === 'value') literal(node);
  else {
    if (!SIGNS.includes(node.op)) refuse(node.start, `${wordOf(node)} is not allowed here. ${ALLOWED}.`);
    for (const part of [node.args].flat() as ASTNode[]) walk(part, names);
  }
}

function literal({ args, start }: Extract<ASTNode, { op: 'value' }>): void {
  if (!['number', 'bigint', 'boolean'].includes(typeof args)) refuse(start, `only numbers can stand here. ${ALLOWED}.`);
}

const wordOf = ({ op, args }: ASTNode): string =>
  op === 'id' ? `"${args}" by itself` : op === 'call' || op === 'rcall' ? `the function ${args[0]}` : `"${op}"`;

function figureIn(node: Extract<ASTNode, { op: '.' }>, { metrics }: Names): void {
  const [of, field] = node.args;
  const id = keyOf(of, 'figure');
  if (id === null) refuse(node.start, `a point stands after figure["METRIC"] only. ${ALLOWED}.`);
  if (!METRIC_IDS.includes(id))
    refuse(of.start, `no metric "${id}". ${didYouMean(id, METRIC_IDS)}Known: ${METRIC_IDS.join(', ')}.`);
  if (!FIELDS.includes(field))
    refuse(of.end, `a figure has no "${field}". ${didYouMean(field, FIELDS)}Write one of ${FIELDS.join(', ')}.`);
  metrics.add(id);
}

function recordIn(node: Extract<ASTNode, { op: '[]' }>, { records }: Names): void {
  const id = keyOf(node, 'record');
  if (id === null) {
    const half = keyOf(node, 'figure');
    const remedy = half === null ? `${ALLOWED}.` : `Write figure["${half}"].value, .lower, .upper or .n.`;
    refuse(node.start, `this is no figure and no record. ${remedy}`);
  }
  const kind = KINDS.find((one) => one === id);
  if (kind === undefined) refuse(node.start, `no record "${id}". ${didYouMean(id, KINDS)}Known: ${KINDS.join(', ')}.`);
  records.add(kind);
}

/** The name in `variable["name"]`; null: it is not of this form. */
function keyOf(node: ASTNode, variable: string): string | null {
  if (node.op !== '[]') return null;
  const [of, key] = node.args;
  if (of.op !== 'id' || of.args !== variable || key.op !== 'value') return null;
  return typeof key.args === 'string' ? key.args : null;
}
