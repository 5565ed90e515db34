import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ClockView, type TicketClocks, ticketClocksSchema } from '../../src/api/ticket-clocks-schema.ts';
import { clocksView } from '../../src/api/views/clocks.ts';
import type { Line } from '../../src/pipeline.ts';
import { type App, appOf, ask, deskOf, settledLine } from './desk.ts';

let line: Line;
let app: App;
/** Clocks of many simulated tickets, as of now: the first, and some that missed their target. */
let tickets: TicketClocks[];
beforeAll(async () => {
  line = await settledLine();
  app = appOf(line);
  const ids = new Set(await line.store.ticketIds(null, 150));
  for (const { ticketId, slaShares } of (await Array.fromAsync(line.store.contributions(Date.now(), 0))).flat()) {
    if (ids.size < 170 && slaShares.some(({ result }) => !result.met)) ids.add(ticketId);
  }
  tickets = [];
  for (const id of ids) tickets.push(await clocksView(deskOf(line), id, Date.now(), false));
}, 60_000);
afterAll(() => line.store.close());

const clocksOf = async (id: string, query: Record<string, string> = {}): Promise<TicketClocks> =>
  ticketClocksSchema.parse((await ask(app, `/tickets/${encodeURIComponent(id)}/clocks`, query)).body);

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const length = ({ start, end }: { start: string; end: string }) => Date.parse(end) - Date.parse(start);
const all = (): ClockView[] => tickets.flatMap(({ clocks }) => clocks);

describe("a ticket's clocks", () => {
  it('are split over holders without a millisecond lost', () => {
    expect(all().length).toBeGreaterThan(170);
    for (const { split, spells, elapsedMs, pausedMs } of all()) {
      expect(sum(split.map((share) => share.elapsedMs))).toBe(elapsedMs);
      expect(sum(split.map((share) => share.pausedMs))).toBe(pausedMs);
      expect(sum(spells.map(({ openMs }) => openMs))).toBe(elapsedMs + pausedMs);
      expect(sum(split.map(({ percent }) => Math.round(percent * 10)))).toBe(elapsedMs === 0 ? 0 : 1000);
    }
  });

  it('tell their spells without a gap, from start to stop, neighbours differing', () => {
    expect(all().some(({ spells }) => spells.length > 3)).toBe(true);
    for (const { spells, startedAt, stoppedAt } of all()) {
      expect([spells[0]?.start, spells.at(-1)?.end]).toEqual([startedAt, stoppedAt ?? spells.at(-1)?.end]);
      for (const [i, { start, end: _, openMs, ...words }] of spells.slice(1).entries()) {
        const { start: __, end, openMs: ___, ...before } = spells[i] ?? { start: '', end: '', openMs: 0 };
        expect(start).toBe(end);
        expect(words).not.toEqual(before);
      }
    }
  });

  it('lay an overrun in three ways, each adding up to it, and say by what is usual', () => {
    const breached = all().filter(({ breachedAt }) => breachedAt !== null);
    const resolutions = breached.filter(({ clock }) => clock === 'resolution');
    expect(resolutions.length).toBeGreaterThan(3);
    for (const { attribution, elapsedMs, targetMs, clock } of breached) {
      expect(attribution?.overMs).toBe(elapsedMs - (targetMs ?? 0));
      expect(attribution?.atBreach).not.toBeNull();
      expect(sum(attribution?.byShare.map(({ ms }) => ms) ?? [])).toBe(attribution?.overMs);
      const excess = attribution?.byBudgetExcess ?? null;
      if (excess !== null) expect(sum(excess.map(({ ms }) => ms))).toBe(attribution?.overMs);
      expect(excess === null).toBe(attribution?.budget.medianMs === null);
      if (clock !== 'resolution') expect(attribution?.budget.words).toContain('resolution clocks only');
    }
    const words = resolutions.map(({ attribution }) => attribution?.budget.words ?? '');
    expect(
      words.some((text) => /^The median of \d+ holdings by people of such work \(.+, P\d\) in the 13 weeks/.test(text)),
    ).toBe(true);
    for (const clock of all()) expect(clock.attribution === null).toBe(clock.breachedAt === null);
  });

  it('warn in order, the last warning being the breach', () => {
    for (const { warnings, breachedAt } of all()) {
      const percents = [50, 75, 90, 100].slice(0, warnings.length);
      expect(warnings.map(({ percent }) => percent)).toEqual(percents);
      expect(warnings[3]?.at ?? null).toBe(breachedAt);
    }
  });

  it('give the open hours of their calendar up to the end or the due time', () => {
    for (const { openHours, elapsedMs, pausedMs, spells, dueAt } of all()) {
      const end = spells.at(-1)?.end ?? '';
      const span = { start: spells[0]?.start ?? '', end: dueAt !== null && dueAt > end ? dueAt : end };
      expect(sum((openHours ?? []).map(length))).toBeGreaterThanOrEqual(elapsedMs + pausedMs);
      expect(openHours?.every(({ start, end: close }) => start >= span.start && close <= span.end)).toBe(true);
    }
  });

  it('are those with a target and the resolution, or all when asked', async () => {
    const [{ id, clocks, leftOut } = { id: '', clocks: [], leftOut: 0 }] = tickets;
    const every = await clocksOf(id, { all: 'true' });
    expect(leftOut).toBeGreaterThan(0);
    expect(every).toMatchObject({ leftOut: 0 });
    expect(every.clocks).toHaveLength(clocks.length + leftOut);
    expect(every.clocks.map(({ title }) => title)).toContain('Agent work');
  });

  it('as of an earlier time know nothing later', async () => {
    const { id, clocks } = tickets.find((one) => one.clocks.some(({ breachedAt }) => breachedAt !== null)) ?? {
      id: '',
      clocks: [],
    };
    const breach = clocks.find(({ breachedAt }) => breachedAt !== null);
    const before = new Date(Date.parse(breach?.breachedAt ?? '') - 1000).toISOString();
    const then = await clocksOf(id, { asOf: before });
    const same = then.clocks.find(({ clock, cycle }) => clock === breach?.clock && cycle === breach.cycle);
    expect(then.asOf).toBe(before);
    expect(same).toMatchObject({ state: 'running', breachedAt: null, attribution: null, stoppedAt: null });
    expect(same?.dueAt).toBe(breach?.breachedAt);
    expect(same?.nextWarning).toEqual({ percent: 100, at: breach?.breachedAt });
    expect((await ask(app, `/tickets/none/clocks`)).status).toBe(404);
    expect((await ask(app, `/tickets/${id}/clocks`, { all: 'yes' })).body.detail).toContain('true, false');
  });

  it('name policy, options and what stopped them in words', () => {
    const resolution = all().find(({ clock, state }) => clock === 'resolution' && state === 'met');
    expect(resolution).toMatchObject({
      title: 'Resolution',
      stoppedBy: 'resolved',
      policy: { id: 'standard', kind: 'sla' },
    });
    expect(resolution?.policy?.options).toContain('It pauses while the ticket is pending or on-hold.');
    expect(all().find(({ clock, stoppedAt }) => clock === 'own' && stoppedAt !== null)?.stoppedBy).toBe('taken');
  });
});
