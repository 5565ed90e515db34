import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { zendesk } from '../../../connectors/zendesk/index.ts';
import { identities } from '../../../src/domain/agent.ts';
import { accountId } from '../../../src/domain/ids.ts';
import { foldTimeline, type TicketTimeline } from '../../../src/domain/timeline.ts';
import { eventsOf, read } from './reading.ts';

const settings = 'groups: { 71: Service desk, 72: Network }\nfields: { work_type: { field: 990 } }';
const ANN = 8801;
const BO = 8802;
const CLEO = 9901;
const users = [
  { id: ANN, role: 'agent' },
  { id: BO, role: 'admin' },
  { id: CLEO, role: 'end-user' },
];
const rule = { channel: 'rule', source: { from: { id: 60, title: 'A trigger' }, to: {}, rel: 'trigger' } };
const followUp = { channel: 'email', source: { from: { ticket_id: 480 }, to: {}, rel: 'follow_up' } };

const at = (time: string) => `2026-03-${time}:00Z`;
const ms = (time: string) => Date.parse(at(time));
const create = (field: string, value: unknown) => ({ type: 'Create', field_name: field, value });
const change = (field: string, value: unknown, before: unknown, via?: object) => ({
  type: 'Change',
  field_name: field,
  value,
  previous_value: before,
  ...(via && { via }),
});
const comment = (author: number, isPublic: boolean) => ({ type: 'Comment', author_id: author, public: isPublic });
const audit = (
  id: number,
  time: string,
  author: number,
  events: readonly object[],
  via: object = { channel: 'web' },
) => ({
  resource: 'audit',
  data: { id, ticket_id: 500, created_at: at(time), author_id: author, via, events },
  users,
});
const metric = (id: number, type: string, time: string, more: object = {}) => ({
  id,
  ticket_id: 500,
  metric: 'resolution_time',
  instance_id: 1,
  type,
  time: at(time),
  ...more,
});

const AUDITS = [
  audit(
    1,
    '02T08:00',
    CLEO,
    [
      comment(CLEO, true),
      create('status', 'new'),
      create('priority', 'normal'),
      create('requester_id', `${CLEO}`),
      create('990', 'vpn'),
      { ...create('group_id', '71'), via: rule },
    ],
    followUp,
  ),
  audit(2, '02T08:10', ANN, [change('assignee_id', `${ANN}`, null), change('status', 'open', 'new')]),
  audit(3, '02T08:30', ANN, [comment(ANN, true), change('status', 'pending', 'open')]),
  audit(4, '02T09:00', CLEO, [comment(CLEO, true), change('status', 'open', 'pending')], { channel: 'email' }),
  // A group and its agent change hands in one step.
  audit(5, '02T09:05', ANN, [
    comment(ANN, false),
    change('group_id', '72', '71'),
    change('assignee_id', `${BO}`, `${ANN}`),
  ]),
  // Two updates within one second: only their ids tell which came first.
  audit(6, '02T10:00', BO, [comment(BO, true), change('status', 'hold', 'open')]),
  audit(10, '02T10:00', BO, [change('status', 'solved', 'hold')]),
  audit(11, '03T07:00', CLEO, [comment(CLEO, true), change('status', 'open', 'solved')]),
  audit(12, '03T08:00', BO, [comment(BO, true), change('status', 'solved', 'open')]),
  audit(13, '07T08:00', -1, [change('status', 'closed', 'solved')], rule),
];

const METRICS = [
  metric(71, 'activate', '02T08:00'),
  metric(72, 'apply_sla', '02T08:00', { sla: { target: 600, target_in_seconds: 36_000, business_hours: false } }),
  metric(73, 'breach', '02T18:00'),
  metric(74, 'fulfill', '03T08:00'),
];
const ticketAt = (time: string, status: string, holder: number, group: number, more: object = {}) => ({
  resource: 'ticket',
  data: {
    id: 500,
    created_at: at('02T08:00'),
    updated_at: at(time),
    status,
    priority: 'normal',
    type: null,
    requester_id: CLEO,
    assignee_id: holder,
    group_id: group,
    organization_id: null,
    via: followUp,
    custom_fields: [{ id: 990, value: 'vpn' }],
    ...more,
  },
});
const RATING = {
  resource: 'satisfaction-rating',
  data: {
    id: 31,
    ticket_id: 500,
    score: 'good',
    assignee_id: BO,
    created_at: at('04T08:00'),
    updated_at: at('04T08:05'),
  },
};
const DOORBELL = { type: 'zen:event-type:ticket.status_changed', subject: 'zen:ticket:500', detail: { id: '500' } };
const STORY = [
  ...AUDITS,
  ticketAt('02T09:05', 'open', BO, 72),
  ticketAt('02T10:00', 'solved', BO, 72),
  ticketAt('07T08:00', 'closed', BO, 72, { metric_events: { resolution_time: METRICS } }),
  { resource: 'metric-events', data: METRICS },
  RATING,
  DOORBELL,
  { resource: 'metric-event', data: METRICS[3] },
];

const bots = zendesk.configure('zd', settings).bots.map((name) => accountId('zd', name));
const fold = (rows: readonly object[]): TicketTimeline =>
  foldTimeline(eventsOf(read(settings, ...(rows as Record<string, unknown>[]))), identities(new Map(), new Set(bots)));

const spell = (
  start: string,
  end: string | null,
  status: string,
  sourceStatus: string,
  by: string | null,
  automatic = false,
) => ({ start: ms(start), end: end === null ? null : ms(end), status, sourceStatus, by, automatic });
const reply = (time: string, by: number, from: string) => ({ at: ms(time), by: `zd:${by}`, from });

describe('the story of a ticket', () => {
  const timeline = fold(STORY);

  it('has the statuses it went through', () => {
    expect(timeline.openedAt).toBe(ms('02T08:00'));
    expect(timeline.statuses).toEqual([
      spell('02T08:00', '02T08:10', 'new', 'new', 'zd:9901'),
      spell('02T08:10', '02T08:30', 'open', 'open', 'zd:8801'),
      spell('02T08:30', '02T09:00', 'pending', 'pending', 'zd:8801'),
      spell('02T09:00', '02T10:00', 'open', 'open', 'zd:9901'),
      spell('02T10:00', '02T10:00', 'on-hold', 'hold', 'zd:8802'),
      spell('02T10:00', '03T07:00', 'resolved', 'solved', 'zd:8802'),
      spell('03T07:00', '03T08:00', 'open', 'open', 'zd:9901'),
      spell('03T08:00', '07T08:00', 'resolved', 'solved', 'zd:8802'),
      spell('07T08:00', null, 'closed', 'closed', null, true),
    ]);
  });

  it('has the hands it was in, and none that it passed on the way', () => {
    expect(timeline.assignments.map(({ start, holder, team }) => ({ start, holder, team })).slice(-2)).toEqual([
      { start: ms('02T08:10'), holder: 'zd:8801', team: 'Service desk' },
      { start: ms('02T09:05'), holder: 'zd:8802', team: 'Network' },
    ]);
    expect(timeline.assignments.slice(0, -2).map(({ holder }) => holder)).not.toContain('zd:8802');
  });

  it('has what was said, but not the asking itself', () => {
    expect(timeline.replies).toEqual([
      reply('02T08:30', ANN, 'agent'),
      reply('02T09:00', CLEO, 'customer'),
      reply('02T09:05', ANN, 'note'),
      reply('02T10:00', BO, 'agent'),
      reply('03T07:00', CLEO, 'customer'),
      reply('03T08:00', BO, 'agent'),
    ]);
  });

  it('has what came of it', () => {
    expect(timeline.resolutions.map(({ at: time, resolver, reopenedAt }) => [time, resolver, reopenedAt])).toEqual([
      [ms('02T10:00'), 'zd:8802', ms('03T07:00')],
      [ms('03T08:00'), 'zd:8802', null],
    ]);
    expect(timeline.ratings).toEqual([{ at: ms('04T08:00'), score: 1, critical: false, about: 'zd:8802' }]);
    expect(timeline.sourceSla).toEqual({ resolution: false });
    expect(timeline.links).toEqual([{ at: ms('02T08:00'), by: null, relation: 'follow-up', other: '480' }]);
    expect(timeline.state).toMatchObject({
      status: 'closed',
      holder: 'zd:8802',
      team: 'Network',
      priority: 'P3',
      workType: 'vpn',
      channel: 'mail',
      requester: '9901',
    });
  });

  it('is the same in whatever order it arrives, and when some of it comes twice', () => {
    const someTwice = fc.subarray(STORY).chain((again) => {
      const all = [...STORY, ...again];
      return fc.shuffledSubarray(all, { minLength: all.length });
    });
    fc.assert(
      fc.property(someTwice, (rows) => {
        expect(fold(rows)).toEqual(timeline);
      }),
    );
  });

  it('is the same without the tickets as they stood: audits tell it all', () => {
    const { lastAt: _, ...told } = fold([...AUDITS, { resource: 'metric-events', data: METRICS }, RATING]);
    expect(timeline).toMatchObject(told);
  });

  it('was at each audit what was known then', () => {
    const byThen = eventsOf(read(settings, ...STORY)).filter(({ knownAt }) => knownAt <= ms('02T09:30'));
    const { state, resolutions } = foldTimeline(byThen, identities(new Map(), new Set(bots)));
    expect(state).toMatchObject({ status: 'open', holder: 'zd:8802' });
    expect(resolutions).toEqual([]);
  });

  it('can be read of the ticket alone, where there is no history', () => {
    const alone = fold([ticketAt('07T08:00', 'solved', BO, 72)]);
    expect(alone.openedAt).toBe(ms('02T08:00'));
    expect(alone.resolutions.map(({ at: time, resolver }) => [time, resolver])).toEqual([[ms('07T08:00'), 'zd:8802']]);
  });
});
