import { type Look, mayReadField, shown } from './cell.ts';
import { type EncodedQuery, follow, readQuery } from './encoded-query.ts';
import type { Instance } from './instance.ts';
import { type Ask, failure, NO_RECORD, type Reply, result } from './reply.ts';
import { isHidden, type Page, select } from './select.ts';
import type { Row, Table } from './table.ts';

const HISTORY = ['sys_audit', 'sys_journal_field'];
/** Of plugins that may not be active. */
const OPTIONAL = ['metric_definition', 'metric_instance', 'kb_knowledge', 'm2m_kb_task', 'sys_user_has_skill'];
const MOST_ROWS = 10_000;
/** More rows than these take too long, if anything does. */
const SLOW_ROWS = 100;

export function tableOf(instance: Instance, name: string): Table | Reply {
  const isMissing = instance.traps.tableMissing400 && OPTIONAL.includes(name);
  const table = instance.tables.get(name);
  return table === undefined || isMissing ? failure(400, `Invalid table ${name}`) : table;
}

const mayRead = ({ traps }: Instance, table: Table, row: Row): boolean =>
  !isHidden(table, row) &&
  !(traps.historyNotReadable && HISTORY.includes(table.name)) &&
  !(traps.surveyNotReadable && table.name.startsWith('asmt_'));

/** `GET /api/now[/v1|v2]/table/{table}`. */
export function list(instance: Instance, table: Table, ask: Ask, url: string): Reply {
  const { traps } = instance;
  const { params } = ask;
  const query = queryOf(instance, table, params);
  if (query === null) return failure(403, 'Insufficient rights to query records', UNREADABLE);
  const asked = countIn(params, 'sysparm_limit', MOST_ROWS);
  if (traps.transactionCancelled500 && asked > SLOW_ROWS) return failure(500, CANCELLED, CANCELLED);
  const limit = traps.linkHeaderOnly ? Math.ceil(asked / 2) : asked;
  const offset = countIn(params, 'sysparm_offset', 0);
  const isCounted = params.get('sysparm_no_count') !== 'true' && !traps.linkHeaderOnly;
  const page = isEmptied(instance, query)
    ? { rows: [], total: 0, hasMore: false }
    : select(instance, table, query, { offset, limit, isCounted, shift: traps.offsetShifts ? instance.turn++ * 3 : 0 });
  const look = lookOf(params, url);
  const rows = page.rows.filter((row) => mayRead(instance, table, row));
  const body = rows.map((row) => shown(instance, table, row, look));
  if (rows.length === 0 && ask.path.startsWith('/api/now/v1/')) {
    return failure(404, 'No Record found', 'Records matching query not found', headersOf(ask, page, isCounted, url));
  }
  if (traps.cancelledMidway && asked > SLOW_ROWS) {
    const part = body.slice(0, Math.ceil(body.length / 2));
    return { status: 200, body: { result: part, error: { message: CANCELLED, detail: CANCELLED }, status: 'failure' } };
  }
  return result(body, 200, headersOf({ ...ask, params: withPage(params, limit, offset) }, page, isCounted, url));
}

const CANCELLED = 'Transaction cancelled: maximum execution time exceeded';
const UNREADABLE = 'Field(s) present in the query do not have permission to be read';

/** `GET …/table/{table}/{id}`. */
export function record(instance: Instance, table: Table, id: string, ask: Ask, url: string): Reply {
  const row = table.rows.get(id);
  if (row === undefined || !mayRead(instance, table, row)) return NO_RECORD;
  return result(shown(instance, table, row, lookOf(ask.params, url)));
}

/** `GET /api/now[/v1]/stats/{table}`: counts what is there, seen or not; least and greatest; by the values of a field. */
export function stats(instance: Instance, table: Table, { params }: Ask): Reply {
  const query = queryOf(instance, table, params);
  if (query === null) return failure(403, 'Insufficient rights to query records', UNREADABLE);
  const wanted = { offset: 0, limit: Number.MAX_SAFE_INTEGER, isCounted: true, shift: 0 };
  const rows = isEmptied(instance, query) ? [] : select(instance, table, query, wanted).rows;
  const by = wordsOf(params.get('sysparm_group_by'));
  if (by.length === 0) return result({ stats: statsOf(rows, params) });
  const groups = Map.groupBy(rows, (row) => by.map((field) => textAt(instance, table, row, field)).join('\n'));
  return result(
    [...groups].map(([key, some]) => ({
      stats: statsOf(some, params),
      groupby_fields: key.split('\n').map((value, i) => ({ field: by[i], value })),
    })),
  );
}

function statsOf(rows: readonly Row[], params: URLSearchParams): Record<string, unknown> {
  const ends = (side: 'min' | 'max') => {
    const fields = wordsOf(params.get(`sysparm_${side}_fields`));
    const at = side === 'min' ? 0 : -1;
    return fields.length === 0
      ? {}
      : {
          [side]: Object.fromEntries(
            fields.map((f) => [
              f,
              rows
                .map((row) => row[f] ?? '')
                .sort()
                .at(at) ?? '',
            ]),
          ),
        };
  };
  const count = params.get('sysparm_count') === 'true' ? { count: String(rows.length) } : {};
  return { ...count, ...ends('min'), ...ends('max') };
}

function textAt(instance: Instance, table: Table, row: Row, path: string): string {
  const end = follow(instance, table, row, path);
  return end?.row[end.field] ?? '';
}

/** Null: it names a field that may not be read. */
function queryOf(instance: Instance, table: Table, params: URLSearchParams): EncodedQuery | null {
  // `?field=value` is a query too.
  const plain = [...params].filter(([name]) => table.has(name)).map(([name, value]) => `${name}=${value}`);
  const text = [params.get('sysparm_query') ?? '', ...plain].filter(Boolean).join('^');
  const query = readQuery(instance, table, text);
  const isReadable = query.groups.flat(2).every(({ field }) => mayReadField(instance, table, field));
  return isReadable ? query : null;
}

/** What nobody understands is left out, unless an administrator has set this property. */
function isEmptied(instance: Instance, { dropped }: EncodedQuery): boolean {
  if (dropped.length === 0) return false;
  const properties = [...instance.table('sys_properties').rows.values()];
  return properties.some(({ name, value }) => name === 'glide.invalid_query.returns_no_rows' && value === 'true');
}

const wordsOf = (text: string | null): string[] => (text ?? '').split(',').filter(Boolean);

export function lookOf(params: URLSearchParams, url: string): Look {
  const display = params.get('sysparm_display_value');
  const fields = wordsOf(params.get('sysparm_fields')).map((name) => name.trim());
  return {
    display: display === 'true' || display === 'all' ? display : 'false',
    hasLinks: params.get('sysparm_exclude_reference_link') !== 'true',
    url,
    fields: fields.length === 0 ? null : fields,
  };
}

function countIn(params: URLSearchParams, name: string, otherwise: number): number {
  const value = Number(params.get(name) ?? otherwise);
  return Number.isInteger(value) && value >= 0 ? Math.min(value, MOST_ROWS * 1000) : otherwise;
}

function withPage(params: URLSearchParams, limit: number, offset: number): URLSearchParams {
  const copy = new URLSearchParams(params);
  copy.set('sysparm_limit', String(limit));
  copy.set('sysparm_offset', String(offset));
  return copy;
}

function headersOf({ path, params }: Ask, page: Page, isCounted: boolean, url: string): Record<string, string> {
  const count = isCounted && page.total !== null ? { 'x-total-count': String(page.total) } : {};
  if (params.get('sysparm_suppress_pagination_header') === 'true') return count;
  const limit = countIn(params, 'sysparm_limit', MOST_ROWS);
  const offset = countIn(params, 'sysparm_offset', 0);
  const to = (at: number, rel: string) => `<${url}${path}?${withPage(params, limit, at)}>;rel="${rel}"`;
  const links = [to(0, 'first')];
  if (offset > 0) links.push(to(Math.max(0, offset - limit), 'prev'));
  if (page.hasMore) links.push(to(offset + limit, 'next'));
  if (page.total !== null && isCounted && limit > 0) {
    links.push(to(Math.max(0, Math.ceil(page.total / limit) - 1) * limit, 'last'));
  }
  return { ...count, link: links.join(',') };
}
