import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Target {
  readonly refId: string;
  readonly expr: string;
  readonly instant: boolean;
}

export interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly datasource?: { readonly type: string; readonly uid: string };
  readonly targets?: readonly Target[];
  readonly fieldConfig?: { readonly defaults: { readonly unit?: string } };
  readonly repeat?: string;
}

interface Variable {
  readonly name: string;
  readonly type: string;
  readonly multi: boolean;
  readonly definition?: string;
}

interface Dashboard {
  readonly schemaVersion: number;
  readonly templating: { readonly list: readonly Variable[] };
  readonly panels: readonly Panel[];
}

const file = join(import.meta.dirname, '../../deploy/grafana/stepladder.json');
export const DASHBOARD = JSON.parse(readFileSync(file, 'utf8')) as Dashboard;

/** Every query with the panel it is of. */
export const QUERIES = DASHBOARD.panels.flatMap(({ title, targets = [] }) =>
  targets.map(({ refId, expr, instant }) => ({ panel: title, refId, expr, instant })),
);

/** `label_values(selector, label)` of every variable that asks Prometheus. */
export const VARIABLE_QUERIES = DASHBOARD.templating.list.flatMap(({ name, definition }) => {
  const [, selector, label] = definition?.match(/^label_values\((.+), (\w+)\)$/) ?? [];
  return selector === undefined || label === undefined ? [] : [{ name, selector, label }];
});

/** Puts values where Grafana would. Throws for a variable that has none. */
export function substitute(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\$(\w+)/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`the dashboard uses $${name}, which nothing defines`);
    return value;
  });
}
