import { describe, expect, it } from 'vitest';
import { Tables } from '../../../../connectors/servicenow/live/tables.ts';
import type { Answer, Ask, Client } from '../../../../src/connector/client.ts';

interface Held {
  readonly id: string;
  readonly isHidden: boolean;
}
const rowsOf = (ids: readonly number[], isHidden: boolean): Held[] =>
  ids.map((n) => ({ id: String(n).padStart(4, '0'), isHidden }));
const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);

/** One table in the order of its sys_ids, whose limit counts rows that are not shown. `before` each request. */
function instance(held: Held[], before: (requests: number) => void = () => {}): { client: Client; asked: Ask[] } {
  const asked: Ask[] = [];
  const answer = (ask: Ask): Answer => {
    before(asked.push(ask));
    const after = /sys_id>(\w+)/.exec(String(ask.query?.['sysparm_query']))?.[1] ?? '';
    const matching = held.filter(({ id }) => id > after);
    const offset = Number(ask.query?.['sysparm_offset'] ?? 0);
    const page = matching.slice(offset, offset + Number(ask.query?.['sysparm_limit']));
    const result = page.filter(({ isHidden }) => !isHidden).map(({ id }) => ({ sys_id: id }));
    const isCounted = ask.query?.['sysparm_no_count'] !== 'true';
    const headers: Record<string, string> = isCounted ? { 'x-total-count': String(matching.length) } : {};
    return { status: 200, headers, data: { result } };
  };
  return { client: { ask: async (ask) => answer(ask) }, asked };
}

async function readAll(client: Client, rows = 10): Promise<string[]> {
  const found: string[] = [];
  const wanted = { table: 't', filter: '', isAskedFor: () => true, fields: [], lane: 'live' } as const;
  for await (const page of new Tables(client, rows).pages(wanted)) {
    found.push(...page.map((row) => String(row['sys_id'])));
  }
  return found;
}

describe('a table', () => {
  it('is read past pages of which nothing is shown, though rows are deleted meanwhile', async () => {
    const held = [...rowsOf(range(0, 12), true), ...rowsOf(range(12, 40), false)];
    const { client } = instance(held, (requests) => {
      if (requests === 3) held.splice(0, 3);
    });
    expect(await readAll(client)).toEqual(rowsOf(range(12, 40), false).map(({ id }) => id));
  });

  it('is counted only where a page may be the last', async () => {
    const { client, asked } = instance(rowsOf(range(0, 35), false));
    await readAll(client);
    const counted = asked.map(({ query }) => query?.['sysparm_no_count'] !== 'true');
    expect(counted).toEqual([false, false, false, false, true]);
  });

  it('that does not keep its order is not believed', async () => {
    const data = { result: [{ sys_id: 'b' }, { sys_id: 'a' }] };
    await expect(readAll({ ask: async () => ({ status: 200, headers: {}, data }) })).rejects.toThrow(/order/);
  });

  it('whose answer was cut off, with status 200 and nothing in it, has not come to its end', async () => {
    const { client, asked } = instance(rowsOf(range(0, 80), false));
    const cut: Client = {
      async ask(ask) {
        const answer = await client.ask(ask);
        const isMuch = Number(ask.query?.['sysparm_limit']) > 50;
        return isMuch ? { ...answer, data: { result: [], error: { message: 'Transaction cancelled' } } } : answer;
      },
    };
    expect(await readAll(cut, 100)).toHaveLength(80);
    expect(asked.map(({ query }) => query?.['sysparm_limit'])).toEqual([100, 50, 50, 50]);
  });

  it('that answers the same page for ever is not read for ever', async () => {
    const headers = { link: '<https://acme.example/?sysparm_offset=10>;rel="next"' };
    const data = { result: [{ sys_id: 'a' }] };
    await expect(readAll({ ask: async () => ({ status: 200, headers, data }) })).rejects.toThrow(/order/);
  });

  it.each([{}, { result: {} }, { result: [1] }, null])('is not read from %j', async (data) => {
    const reading = readAll({ ask: async () => ({ status: 200, headers: {}, data }) });
    await expect(reading).rejects.toThrow(/no answer of the Table API/);
  });
});
