import { describe, expect, it } from 'vitest';
import { aspectsOf } from '../../../../connectors/jira/aspects.ts';
import { keptIssue, keptSla } from '../../../../connectors/jira/live/keeping.ts';
import { readSettings } from '../../../../connectors/jira/settings.ts';

const catalogue = {
  aspects: aspectsOf(readSettings(null)),
  fields: ['updated', 'comment', 'reporter', 'components'],
  schema: {},
  slas: [],
  rating: undefined,
  ratingDate: undefined,
  statuses: [],
};
const kept = (fields: object, histories: unknown[] = [], comments: unknown[] = []) =>
  keptIssue({ id: '1', key: 'A-1', fields: { ...fields }, properties: {} }, catalogue, {
    comments,
    histories,
    total: histories.length,
  }) as { fields: Record<string, unknown>; changelog: { total: number; histories: { created: unknown }[] } };

describe('what is kept of an issue', () => {
  it('is in UTC, and what is no time as it was', () => {
    expect(kept({ updated: '2026-03-02T09:00:00.500+0100' }).fields['updated']).toBe('2026-03-02T08:00:00.500Z');
    expect(kept({ updated: 'soon' }).fields['updated']).toBe('soon');
  });

  it('takes a history that is dated in seconds for what it is', () => {
    const item = { field: 'status', fieldId: 'status', from: '1', fromString: 'Open', to: '5', toString: 'Done' };
    const at = Date.UTC(2026, 2, 2);
    const { histories } = kept(
      {},
      [at, at / 1_000].map((created, i) => ({ id: i, created, items: [item] })),
    ).changelog;
    expect(new Set(histories.map(({ created }) => created))).toEqual(new Set([new Date(at).toISOString()]));
  });

  it('leaves out histories of what nobody follows, and does not count them', () => {
    const text = { field: 'description', fieldId: 'description', fromString: 'my password is', toString: 'gone' };
    expect(kept({}, [{ id: 1, created: 1, items: [text] }]).changelog).toEqual({ startAt: 0, total: 0, histories: [] });
  });

  it('says of a comment that only some may see it, not who', () => {
    const raw = { id: '7', body: 'secret', author: { accountId: 'ann', displayName: 'Ann' }, created: 'x' };
    const { comment } = kept({}, [], [{ ...raw, visibility: { type: 'role', value: 'Bosses' } }]).fields;
    expect(comment).toEqual({ comments: [{ id: '7', author: { accountId: 'ann' }, created: 'x', visibility: {} }] });
  });

  it('is nobody where nobody is named, and only the words of lists', () => {
    const { fields } = kept({ reporter: {}, components: [{ id: '1', name: 'VPN', description: 'long' }] });
    expect(fields).toMatchObject({ reporter: null, components: [{ id: '1', name: 'VPN' }] });
  });

  it('is no clock that runs: when it will be breached moves with each pause', () => {
    const cycle = { startTime: { epochMillis: 1e12 }, breachTime: { epochMillis: 2e12 }, elapsedTime: { millis: 5 } };
    const sla = (breached: boolean) => keptSla({ id: '1', completedCycles: [], ongoingCycle: { ...cycle, breached } });
    expect(sla(false)).toMatchObject({ ongoingCycle: { startTime: '2001-09-09T01:46:40.000Z', breached: false } });
    expect(JSON.stringify(sla(false))).not.toMatch(/breachTime|elapsed/);
    expect(sla(true)).toMatchObject({ ongoingCycle: { breachTime: '2033-05-18T03:33:20.000Z', breached: true } });
  });
});
