import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { Normalised } from '../../../src/connector/connector.ts';
import { outcome, type Row } from './desk.ts';

const folder = new URL('../../../../shared/data/servicenow-tables/', import.meta.url);
const absent = existsSync(folder) ? '' : ' (skipped: ../shared/data/servicenow-tables is absent)';

const text = (name: string): string => readFileSync(new URL(name, folder), 'utf8');

/** A connector's copy of a table has each reference in two columns: put together as the API writes it. */
function tableRows(name: string): Row[] {
  const rows = parse(text(name), { columns: true, bom: true }) as Record<string, string>[];
  return rows.map((row) => {
    const entries = Object.entries(row).filter(
      ([column]) => !column.startsWith('_fivetran') && !column.endsWith('_link'),
    );
    return Object.fromEntries(
      entries.map(([column, value]) => {
        const [field] = column.split('_value');
        const isReference = column.endsWith('_value') && Object.hasOwn(row, `${field}_link`);
        return isReference ? [field, { link: row[`${field}_link`], value }] : [column, value];
      }),
    );
  });
}

function recorded(stream: string): Row[] {
  const lines = text('streams.jsonl').trim().split('\n');
  const records = lines.map((line) => (JSON.parse(line) as { record: { stream: string; data: Row } }).record);
  return records.filter((record) => record.stream.endsWith(stream)).map(({ data }) => data);
}

const as = (resource: string, rows: readonly Row[]) => rows.map((data) => outcome({ resource, data }));
const said = (one: Normalised | string | undefined): unknown =>
  one === undefined || typeof one === 'string'
    ? one
    : {
        events: one.events.map(
          ({ id, fact }) => `${id.split('#')[1]} ${fact.type === 'changed' ? fact.set.status : fact.type}`,
        ),
        unmapped: one.unmapped.map(({ what, word }) => `${what} ${word}`),
      };

describe.skipIf(absent !== '')(`captured rows${absent}`, () => {
  it('of the Table API: two closed incidents, each opened, resolved and closed', () => {
    const rows = JSON.parse(text('incidentsRest.json')) as Row[];
    const closed = {
      events: ['opened new', 'done.1481665394000 resolved', 'record.1481683604000 closed'],
      unmapped: [],
    };
    expect(as('incident', rows).map(said)).toEqual([closed, closed]);
  });

  it('of a recorded stream: open incidents and users', () => {
    expect(as('incident', recorded('incidents')).map(said)).toEqual([
      { events: ['opened new', 'record.1643745071000 on-hold'], unmapped: [] },
      { events: ['opened new', 'record.1643745074000 open'], unmapped: [] },
    ]);
    const users = as('sys-user', recorded('users'));
    const agents = users.flatMap((one) => (typeof one === 'string' ? [] : one.agents));
    expect(agents.map(({ id, bot }) => [id, bot])).toEqual([
      ['snow:005d500b536073005e0addeeff7b12f4', false],
      ['snow:00bc85d4870011106339fcc5dabb3583', false],
    ]);
  });

  it('of a copied incident table, which has the elder state only', () => {
    const [one, ...more] = as('incident', tableRows('incident_data.csv'));
    expect(more).toEqual([]);
    expect(said(one)).toEqual({
      events: ['opened new', 'record.1685745447000 new', 'link.problem.a9e4890bc6112276003d7a5a5c774a74 linked'],
      unmapped: [],
    });
  });

  it('of a copied task table: a change that was cancelled', () => {
    expect(as('incident', tableRows('task_data.csv')).map(said)).toEqual([
      { events: ['opened new', 'record.7 cancelled'], unmapped: [] },
    ]);
  });

  it('of a copied SLA table: cancelled, and without what its definition promises', () => {
    expect(as('task-sla', tableRows('task_sla_data.csv')).map(said)).toEqual([
      { events: [], unmapped: ['sla d1524982d732220035ae23c7ce61035d'] },
    ]);
  });

  it('of people: a user in no group, a group without a name in settings', () => {
    const [user] = as('sys-user', tableRows('sys_user_data.csv'));
    expect(typeof user === 'object' && user.agents).toMatchObject([{ name: 'First Last', bot: false, team: null }]);
    expect(as('sys-user-group', tableRows('sys_user_group_data.csv')).map(said)).toEqual([
      { events: [], unmapped: ['team 561cc5360f6e33004fbc309c4e767eb8'] },
    ]);
  });

  it('of memberships: each gives its user a team', () => {
    const memberships = tableRows('sys_user_grmember_data.csv');
    expect(memberships).toHaveLength(10);
    const teams = memberships.map(({ user }) => {
      const data = { sys_id: (user as Row)['value'] };
      const one = outcome({ resource: 'sys-user', data, memberships });
      return typeof one === 'string' ? one : one.agents[0]?.team;
    });
    const groups = new Set(memberships.map(({ group }) => (group as Row)['value']));
    for (const team of teams) expect(team === null || groups.has(team)).toBe(true);
    expect(teams.some((team) => team !== null)).toBe(true);
  });

  it('of choices: read by whoever sets the source up, no delivery', () => {
    const choices = as('sys-choice', tableRows('sys_choice_data.csv'));
    expect(choices.every((one) => typeof one === 'string' && one.startsWith('unknown resource'))).toBe(true);
  });
});
