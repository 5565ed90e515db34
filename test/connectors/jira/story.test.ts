import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identities } from '../../../src/domain/agent.ts';
import type { AccountId } from '../../../src/domain/ids.ts';
import type { TicketEvent } from '../../../src/domain/ticket-event.ts';
import { foldTimeline } from '../../../src/domain/timeline.ts';
import { person, reader, STATUSES, type StatusName } from './source.ts';

const read = reader();
const at = (hour: number) => new Date(Date.UTC(2026, 2, 2, hour)).toISOString().replace('Z', '+0000');
const ms = (hour: number) => Date.UTC(2026, 2, 2, hour);
const WHO = identities(new Map(), new Set(['jira:robot' as AccountId]));

/** As the store keeps them: what came first under an id stays. */
function kept(deliveries: readonly Record<string, unknown>[]): TicketEvent[] {
  const events = new Map<string, TicketEvent>();
  for (const event of deliveries.flatMap((one) => read(one).events)) {
    if (!events.has(event.id)) events.set(event.id, event);
  }
  return [...events.values()];
}

const status = (from: StatusName, to: StatusName) => ({
  field: 'status',
  fieldId: 'status',
  from: STATUSES[from].id,
  fromString: from,
  to: STATUSES[to].id,
  toString: to,
});
const assignee = (from: string | null, to: string | null) => ({
  field: 'assignee',
  fieldId: 'assignee',
  from,
  fromString: from,
  to,
  toString: to,
});
const statuses = Object.values(STATUSES);

describe('a request from its opening to its rating', () => {
  const robot = { accountId: 'robot', accountType: 'app', displayName: 'Robot' };
  const cat = { accountId: 'cat', accountType: 'customer', displayName: 'Cat' };
  const histories = [
    { id: '98', author: robot, created: at(8), items: [assignee(null, 'ann')] },
    { id: '99', author: person('ann'), created: at(9), items: [status('To Do', 'Doing')] },
    { id: '100', author: person('ann'), created: at(12), items: [status('Doing', 'Checked')] },
    { id: '101', author: cat, created: at(20), items: [status('Checked', 'To Do')] },
    { id: '102', author: person('ben'), created: at(22), items: [assignee('ann', 'ben'), status('To Do', 'Checked')] },
  ];
  const project = { key: 'ITSM', projectTypeKey: 'service_desk' };
  const issueAt = (count: number, now: StatusName, assigned: string | null) => ({
    resource: 'issue',
    statuses,
    data: {
      id: '77',
      key: count > 3 ? 'NEW-1' : 'ITSM-1',
      fields: {
        created: at(7),
        updated: histories[count - 1]?.created ?? at(7),
        creator: cat,
        reporter: cat,
        assignee: assigned === null ? null : person(assigned),
        status: STATUSES[now],
        priority: { id: '2', name: 'High' },
        issuetype: { id: '1', name: 'Incident' },
        project,
      },
      changelog: { startAt: 0, total: count, histories: histories.slice(0, count).reverse() },
    },
  });
  const withoutHistory = ({ data: { changelog: _, ...data }, ...rest }: ReturnType<typeof issueAt>) => ({
    ...rest,
    data,
  });
  const issue = { id: '77', fields: { reporter: cat, project } };
  const comment = (id: string, author: object, hour: number, jsdPublic: boolean) => ({
    resource: 'comment',
    issue,
    data: { id, author, created: at(hour), jsdPublic },
  });
  const cycle = (start: number, stop: number, breached: boolean) => ({
    startTime: { epochMillis: ms(start) },
    stopTime: { epochMillis: ms(stop) },
    breached,
  });
  const deliveries: Record<string, unknown>[] = [
    issueAt(0, 'To Do', null),
    issueAt(3, 'Checked', 'ann'),
    withoutHistory(issueAt(3, 'Checked', 'ann')),
    issueAt(5, 'Checked', 'ben'),
    { resource: 'changelog', statuses, issue, data: histories[2] },
    { resource: 'changelog', statuses, data: { issueId: '77', changeHistories: histories } },
    comment('1', person('ann'), 10, true),
    comment('2', person('ann'), 11, false),
    comment('3', cat, 19, true),
    comment('4', robot, 21, true),
    {
      resource: 'request-sla',
      issue,
      data: { id: '10', name: 'Time to resolution', completedCycles: [cycle(7, 12, false), cycle(20, 22, true)] },
    },
    { resource: 'request-feedback', issue, at: at(23), data: { type: 'csat', rating: 5 } },
    { webhookEvent: 'jira:issue_updated', issue: { id: '77' } },
  ];
  const whole = foldTimeline(kept(deliveries), WHO);

  it('folds to what happened', () => {
    expect(whole.openedAt).toBe(ms(7));
    expect(whole.state).toMatchObject({ status: 'resolved', holder: 'jira:ben', priority: 'P2', kind: 'incident' });
    expect(whole.statuses.map(({ start, status: word }) => [start, word])).toEqual([
      [ms(7), 'new'],
      [ms(9), 'open'],
      [ms(12), 'resolved'],
      [ms(20), 'new'],
      [ms(22), 'resolved'],
    ]);
    expect(whole.assignments.map(({ start, holder, automatic }) => [start, holder, automatic])).toEqual([
      [ms(7), null, false],
      [ms(8), 'jira:ann', true],
      [ms(22), 'jira:ben', false],
    ]);
    expect(whole.resolutions.map(({ resolver, reopenedAt }) => [resolver, reopenedAt])).toEqual([
      ['jira:ann', ms(20)],
      ['jira:ben', null],
    ]);
    expect(whole.replies.map(({ by, from }) => [by, from])).toEqual([
      ['jira:ann', 'agent'],
      ['jira:ann', 'note'],
      ['jira:cat', 'customer'],
      [null, 'agent'],
    ]);
    expect(whole.sourceSla).toEqual({ resolution: false });
    expect(whole.ratings).toEqual([{ at: ms(23), score: 1, critical: false, about: null }]);
  });

  it('folds to the same in whatever order and however often it is delivered', () => {
    const someOrder = fc.shuffledSubarray([...deliveries, ...deliveries], { minLength: 2 * deliveries.length });
    fc.assert(
      fc.property(someOrder, (order) => {
        expect(foldTimeline(kept(order), WHO)).toEqual(whole);
      }),
    );
  });
});

describe('an issue read again and again', () => {
  const step = fc.oneof(
    fc.constantFrom(...(Object.keys(STATUSES) as StatusName[])).map((to) => ({ status: to })),
    fc.constantFrom('ann', 'ben', null).map((to) => ({ holder: to })),
  );
  type State = { status: StatusName; holder: string | null };

  /** The issue as it stood after each of its changes, several of which may fall on one instant. */
  function readings(first: State, steps: readonly { change: Partial<State>; hours: number }[]) {
    let state = first;
    let hour = 8;
    const histories: object[] = [];
    const reading = () => ({
      resource: 'issue',
      statuses,
      data: {
        id: '5',
        fields: {
          created: at(8),
          updated: at(hour),
          status: STATUSES[state.status],
          assignee: state.holder === null ? null : person(state.holder),
        },
        changelog: { startAt: 0, total: histories.length, histories: [...histories].reverse() },
      },
    });
    const all = [reading()];
    steps.forEach(({ change, hours }, i) => {
      const next = { ...state, ...change };
      const items = [
        ...(next.status === state.status ? [] : [status(state.status, next.status)]),
        ...(next.holder === state.holder ? [] : [assignee(state.holder, next.holder)]),
      ];
      hour += hours;
      state = next;
      histories.push({ id: `${i + 98}`, created: at(hour), author: person('ann'), items });
      all.push(reading());
    });
    return { all, last: state };
  }

  const life = fc
    .tuple(
      fc.record({
        status: fc.constantFrom(...(Object.keys(STATUSES) as StatusName[])),
        holder: fc.constantFrom('ann', null),
      }),
      fc.array(fc.record({ change: step, hours: fc.constantFrom(0, 1) }), { maxLength: 8 }),
    )
    .map(([first, steps]) => readings(first, steps));

  it('says of what is past the same each time, and of a whole history no state besides', () => {
    fc.assert(
      fc.property(life, ({ all, last }) => {
        const final = new Map(read(all.at(-1) ?? {}).events.map((event) => [event.id as string, event]));
        for (const one of all) for (const event of read(one).events) expect(final.get(event.id)).toEqual(event);
        expect([...final.keys()].filter((id) => id.includes('#state'))).toEqual([]);
        const { state } = foldTimeline([...final.values()], WHO);
        expect(state).toMatchObject({
          sourceStatus: last.status,
          holder: last.holder === null ? null : `jira:${last.holder}`,
        });
      }),
    );
  });

  it('ends where the issue stands, however much of its history is lost', () => {
    fc.assert(
      fc.property(life, fc.nat(), ({ all, last }, drop) => {
        const [final] = all.slice(-1);
        if (final === undefined) return;
        const { histories } = final.data.changelog;
        const left = histories.filter((_, i) => i !== drop % Math.max(histories.length, 1));
        const changelog = { startAt: 0, total: left.length, histories: left };
        const { events } = read({ ...final, data: { ...final.data, changelog } });
        expect(foldTimeline(events, WHO).state).toMatchObject({
          sourceStatus: last.status,
          holder: last.holder === null ? null : `jira:${last.holder}`,
        });
      }),
    );
  });
});
