import { describe, expect, it } from 'vitest';
import { Unusable } from '../../../src/settings/unusable.ts';
import { isPostgresUrl, postgresLocation } from '../../../src/store/postgres/location.ts';

const optionsOf = (location: string) =>
  new URL(postgresLocation(location).connectionString).searchParams.get('options')!;

describe('the URL of a PostgreSQL database', () => {
  it.each([
    ['postgres://me:secret@db:5433/desk', 'stepladder', 'db:5433/desk (schema stepladder)'],
    ['postgresql://me@db/desk?schema=emea_2', 'emea_2', 'db/desk (schema emea_2)'],
    ['postgres:///desk?host=/run/postgresql', 'stepladder', '/run/postgresql/desk (schema stepladder)'],
  ])('%s names its schema, and itself without the password', (location, schema, where) => {
    const found = postgresLocation(location);
    expect([found.schema, found.where]).toEqual([schema, where]);
    expect(found.connectionString).not.toContain('schema=');
    expect(optionsOf(location)).toContain(`-c search_path=${schema}`);
  });

  it('may set more, which is kept', () => {
    const location = 'postgres://db/desk?options=-c%20work_mem%3D64MB&sslmode=require&application_name=mine';
    const { searchParams } = new URL(postgresLocation(location).connectionString);
    expect(searchParams.get('options')).toMatch(/^-c work_mem=64MB -c default_transaction_isolation=/);
    expect([searchParams.get('sslmode'), searchParams.get('application_name')]).toEqual(['require', 'mine']);
  });

  it.each([
    'postgres://me:secret@db',
    'postgres://me:secret@:x/desk',
    'postgres://me:sec/ret@db:no/desk',
    ...['', 'Desk', '1a', 'pg_mine', 'information_schema', 'a-b', 'a,b', `a${'b'.repeat(63)}`].map(
      (schema) => `postgres://me:secret@db/desk?schema=${schema}`,
    ),
  ])('%s is refused, and the password not shown', (location) => {
    const refusal = (() => {
      try {
        return postgresLocation(location);
      } catch (error) {
        return error;
      }
    })();
    expect(refusal).toBeInstanceOf(Unusable);
    expect(JSON.stringify([(refusal as Error).stack, (refusal as Error).cause])).not.toMatch(/secret|sec\/ret/);
  });

  it('is told from a folder', () => {
    expect(
      ['postgres://db/d', 'POSTGRESQL://db/d', 'data', './postgres', 'C:\\data', ':memory:'].map(isPostgresUrl),
    ).toEqual([true, true, false, false, false, false]);
  });
});
