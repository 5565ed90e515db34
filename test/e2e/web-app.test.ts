import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  evaluationSchema,
  type Flag,
  type FlagDetail,
  figureSchema,
  flagDetailSchema,
  flagListSchema,
  type ListedFlag,
} from '../../src/api/schemas.ts';
import { ticketSchema } from '../../src/api/ticket-schema.ts';
import { dateText } from '../../src/ui/words/dates.ts';
import { standings, untoldText } from '../../src/ui/words/verdicts.ts';
import { ODD_AGENT, ODD_TICKET } from '../api/desk.ts';
import {
  type AppBrowser,
  arrived,
  expectAccessible,
  focused,
  launchBrowser,
  plain,
  seriousFaults,
  tabTo,
  whyNoBrowser,
  ZONE,
} from './app-browser.ts';
import { buildWebApp } from './build-web-app.ts';
import { type DemoDesk, startDemoDesk } from './demo-desk.ts';

const enc = encodeURIComponent;
/** Those the list shows unasked: of each person the furthest step of a path. */
const furthest = (flags: readonly ListedFlag[]) => flags.filter(({ furtherStep }) => furtherStep === null);
const because = whyNoBrowser === null ? '' : ` (skipped: ${whyNoBrowser})`;

describe.skipIf(whyNoBrowser !== null)(`the web app in a browser${because}`, () => {
  let desk: DemoDesk;
  let browser: AppBrowser;
  /** All flags, withdrawn ones too, as the API tells them. */
  let flags: ListedFlag[];

  beforeAll(async () => {
    const webFolder = buildWebApp();
    desk = await startDemoDesk({ webFolder });
    browser = await launchBrowser();
    ({ flags } = await desk.ask('/flags?state=all', flagListSchema));
  });
  afterAll(async () => {
    await browser?.close();
    await desk?.close();
  });
  afterEach(async () => {
    await browser.closePages();
    expect(browser.trouble.splice(0)).toEqual([]);
  });

  const open = (path: string, prepare?: (page: Page) => Promise<unknown>) => browser.open(desk.url + path, prepare);
  const detailOf = (id: string, query = '') => desk.ask(`/flags/${id}${query}`, flagDetailSchema);
  const ticketOf = (id: string) => desk.ask(`/tickets/${enc(id)}`, ticketSchema);
  const titleOf = ({ subject, title }: Flag) => `${subject.name}: ${title}`;
  function oneOf(state: Flag['state'], kind: Flag['kind']): Flag {
    const found = furthest(flags).find((flag) => flag.state === state && flag.kind === kind);
    if (found === undefined) throw new Error(`the demo desk has no ${kind} flag that is ${state}: give it more weeks`);
    return found;
  }
  const flagPage = (state: Flag['state'], kind: Flag['kind']) => () => `/flags/${oneOf(state, kind).id}`;

  const PAGES: [what: string, path: () => string, title: () => string][] = [
    ['the flags', () => '/', () => 'Flags'],
    ['all flags, looking back', () => '/?state=all&asOf=2026-04-13', () => 'Flags'],
    ...(['readiness', 'risk'] as const).map((kind): [string, () => string, () => string] => [
      `a flag of ${kind}`,
      flagPage('open', kind),
      () => titleOf(oneOf('open', kind)).replace(':', ','),
    ]),
    ['a withdrawn flag', flagPage('withdrawn', 'risk'), () => titleOf(oneOf('withdrawn', 'risk')).replace(':', ',')],
    ['a ticket', () => `/tickets/${enc(`desk:${ODD_TICKET}`)}`, () => `Ticket desk:${ODD_TICKET}`],
    [
      'a person',
      () => `/agents/${enc(oneOf('open', 'readiness').subject.id)}`,
      () => oneOf('open', 'readiness').subject.name,
    ],
    ['a person without figures', () => `/agents/${enc(`desk:${ODD_AGENT}`)}`, () => 'Zoë #1'],
    ['coverage', () => '/coverage', () => 'Coverage'],
    ['the figures', () => '/figures', () => 'Figures explained'],
    ['data notes', () => '/notes', () => 'Data notes'],
    ['a flag that is not there', () => '/flags/none', () => 'Flag'],
  ];

  it.each(PAGES)('%s: no serious fault of accessibility, light or dark, wide or narrow', async (_what, path, title) => {
    const page = await open(path());
    await expectAccessible(page);
    expect(await page.title()).toBe(`${title()} · Stepladder`);
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
  });

  it('evidence of every kind: no serious fault of accessibility either', async () => {
    const { id } = oneOf('open', 'readiness');
    const page = await open(`/flags/${id}`, (fresh) =>
      fresh.route(`**/api/v1/flags/${id}`, async (route) =>
        route.fulfill({ json: ofEveryKind((await (await route.fetch()).json()) as FlagDetail) }),
      ),
    );
    await page.getByText('No hand-overs yet').waitFor();
    await expectAccessible(page);
  });

  it('leads by keyboard from the list to a flag, a ticket, whoever held it, and back', async () => {
    const page = await open('/');
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('Skip to content');
    await page.keyboard.press('Enter');
    const [first, , third] = await page.locator('.row-link').allTextContents();
    await tabTo(page, plain(first ?? ''));
    for (let step = 0; step < 2; step += 1) await page.keyboard.press('ArrowDown');
    expect(await focused(page)).toBe(plain(third ?? ''));
    const id = (await page.evaluate('document.activeElement.dataset.flag')) as string;
    await page.keyboard.press('Enter');
    const flag = await detailOf(id);
    await arrived(page, titleOf(flag));
    expect(new URL(page.url()).pathname).toBe(`/flags/${id}`);
    await tabTo(page, /behind it/);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    const ticket = await ticketOf(await focused(page));
    await page.keyboard.press('Enter');
    await arrived(page, `Ticket ${ticket.id}`);
    const holder = ticket.assignments.find((spell) => spell.holder !== null)?.holder ?? '';
    await tabTo(page, holder);
    await page.keyboard.press('Enter');
    await arrived(page, holder);
    for (const heading of [`Ticket ${ticket.id}`, titleOf(flag), 'Flags']) {
      await page.goBack();
      await arrived(page, heading);
    }
    await expect.poll(() => page.evaluate('document.activeElement.dataset.flag')).toBe(id);
  });

  it('leads by mouse from flag to flag in the order of the list, to a ticket and its resolver, and back to the list', async () => {
    const page = await open('/?kind=readiness&order=subject');
    const ids = await page.locator('.row-link').evaluateAll((links) => links.map((link) => link.dataset['flag'] ?? ''));
    const [first, second] = await Promise.all(ids.slice(0, 2).map((id) => detailOf(id)));
    if (first === undefined || second === undefined) throw new Error('too few flags: give the demo desk more weeks');
    await page.locator('tbody tr').first().click();
    await arrived(page, titleOf(first));
    await page.getByText(`1 of ${ids.length}`).waitFor();
    await page.getByRole('link', { name: `Next: ${second.subject.name}` }).click();
    await page.getByText(`2 of ${ids.length}`).waitFor();
    await page.getByRole('link', { name: `Previous: ${first.subject.name}` }).click();
    await page.getByText(`1 of ${ids.length}`).waitFor();
    expect(await page.getByRole('link', { name: 'Previous' }).count()).toBe(0);
    await page.getByText('behind it').first().click();
    const link = page.locator('.ticket-side a').first();
    const ticket = await ticketOf(plain(await link.textContent()));
    await link.click();
    await arrived(page, `Ticket ${ticket.id}`);
    const resolver = ticket.resolutions.at(-1)?.resolver ?? '';
    await page.getByRole('link', { name: resolver }).last().click();
    await arrived(page, resolver);
    await page.getByRole('link', { name: 'Flags' }).last().click();
    await expect.poll(() => page.locator('tbody tr').count()).toBe(ids.length);
    expect(new URL(page.url()).search).toBe('?kind=readiness&order=subject');
  });

  it('shows each requirement with verdict, interval, sample size and what would change it', async () => {
    const flag = await detailOf(oneOf('open', 'readiness').id);
    const page = await open(`/flags/${flag.id}`);
    expect(flag.evidence.length).toBeGreaterThan(0);
    for (const { title, verdict, estimate, counted, reason, nearestChange } of flag.evidence) {
      const heading = page.getByRole('heading', { name: title, exact: true });
      const card = page.getByRole('article').filter({ has: heading });
      const text = plain(await card.textContent());
      expect(text).toMatch(/\(\d[\d.]*(–\d[\d.]*| or more)\), \d/);
      expect(text).toContain(`, ${estimate?.sampleSize} ${counted}`);
      expect(text.toLowerCase()).toContain(verdict.replaceAll('-', ' '));
      for (const sentence of [reason, nearestChange.sentence]) expect(text).toContain(sentence.slice(1));
      await card.getByRole('img', { name: title }).waitFor();
    }
    await page.getByText('The program does not decide.').waitFor();
    await page.getByRole('heading', { name: 'Only people can settle' }).waitFor();
    for (const question of flag.askPeople) await page.getByRole('checkbox', { name: question }).waitFor();
  });

  it('says of a withdrawn flag why it was', async () => {
    const { id, subject } = oneOf('withdrawn', 'risk');
    const page = await open('/');
    await page.getByRole('combobox', { name: 'State' }).selectOption('withdrawn');
    await page.locator(`[data-flag="${id}"]`).click();
    const { withdrawnReason } = await detailOf(id);
    await page.getByText(`Withdrawn because ${withdrawnReason}.`).waitFor();
    expect(plain(await page.locator('h1').textContent())).toContain(subject.name);
  });

  it('looks back to any settled evaluation, on the page of a flag and of a person too, until told otherwise', async () => {
    const { evaluations } = await desk.ask('/evaluations', z.object({ evaluations: z.array(evaluationSchema) }));
    const asOf = evaluations.at(-4)?.asOf ?? '';
    const then = await desk.ask(`/flags?asOf=${asOf}`, flagListSchema);
    const known = `This is what was known on ${dateText(asOf, ZONE)}.`;
    const page = await open('/');
    await page.getByRole('combobox', { name: 'As of' }).selectOption(asOf);
    await page.getByText(known).waitFor();
    await expect.poll(() => page.locator('tbody tr').count()).toBe(furthest(then.flags).length);
    const [flag] = furthest(then.flags).filter(({ subject }) => subject.kind === 'agent');
    if (flag === undefined) throw new Error(`no flag of a person was up on ${asOf}: look less far back`);
    const was = await detailOf(flag.id, `?asOf=${asOf}`);
    expect(was.asOf).toBe(asOf);
    await page.locator(`[data-flag="${flag.id}"]`).click();
    await arrived(page, titleOf(flag));
    await page.getByText(known).waitFor();
    const sample = was.evidence[0];
    await page.getByText(`, ${sample?.estimate?.sampleSize} ${sample?.counted}`).first().waitFor();
    await page.getByRole('link', { name: flag.subject.name, exact: true }).click();
    await arrived(page, flag.subject.name);
    const path = `/agents/${enc(flag.subject.id)}/figures?asOf=${asOf}`;
    const { figures } = await desk.ask(path, z.object({ figures: z.array(figureSchema) }));
    expect(figures[0]?.to).toBe(asOf);
    await page
      .getByText(`to ${dateText(asOf, ZONE)}. Credited to`)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Show the latest' }).click();
    await page
      .getByText(`to ${dateText(evaluations.at(-1)?.asOf ?? '', ZONE)}. Credited to`)
      .first()
      .waitFor();
    expect(await page.getByText('Looking back').count()).toBe(0);
    expect(new URL(page.url()).search).toBe('');
  });

  it('says how many cannot be told yet, and narrows the list in a way that can be sent', async () => {
    const list = await desk.ask('/flags', flagListSchema);
    const risk = oneOf('open', 'risk');
    const page = await open('/');
    const [first] = standings(list.refused);
    if (first === undefined) throw new Error('nothing was judged: give the demo desk more weeks');
    await page.getByText(untoldText(first), { exact: true }).first().waitFor();
    const risks = list.flags.filter(({ kind }) => kind === 'risk').length;
    await page.getByText(`Risk ${risks}`, { exact: true }).click();
    await page.getByRole('combobox', { name: 'Role or risk' }).selectOption(risk.rule);
    await page.getByRole('searchbox').fill(risk.subject.name.toLowerCase());
    await page.getByText(`1 of ${list.flags.length} flags`).waitFor();
    const sent = await open(page.url().slice(desk.url.length));
    expect(await sent.locator('.row-link').allTextContents()).toEqual([risk.subject.name]);
    await sent.getByRole('button', { name: 'Clear filters' }).click();
    await expect.poll(() => sent.locator('tbody tr').count()).toBe(furthest(list.flags).length);
  });

  it('shows of each person the furthest step of a path, and the ones before it when asked', async () => {
    const { flags } = await desk.ask('/flags', flagListSchema);
    const taken = flags.length - furthest(flags).length;
    const before = flags.find(({ furtherStep }) => furtherStep !== null);
    if (before === undefined) throw new Error('nobody is ready for two steps: give the demo desk more weeks');
    const page = await open('/');
    await page.getByText(`${taken} more are about steps before these`).waitFor();
    expect(await page.locator(`[data-flag="${before.id}"]`).count()).toBe(0);
    await page.getByText(`takes in`).filter({ hasText: before.title }).first().waitFor();
    await page.getByRole('button', { name: 'Show them too' }).click();
    await page.locator(`[data-flag="${before.id}"]`).waitFor();
    await page.getByRole('button', { name: 'Only each person’s furthest step' }).click();
    await expect.poll(() => page.locator('tbody tr').count()).toBe(furthest(flags).length);
  });

  it('works where the browser believes that there is no network', async () => {
    const flag = oneOf('open', 'readiness');
    const page = await open('/');
    await page.evaluate('window.dispatchEvent(new Event("offline"))');
    await page.locator(`[data-flag="${flag.id}"]`).click();
    await arrived(page, titleOf(flag));
  });

  it("shows the service's own words when it refuses, and tries again when asked", async () => {
    const detail = 'The store is locked. Stop the other import, then try again.';
    const body = { type: 'about:blank', title: 'Store locked', status: 503, detail };
    const page = await open('/', (fresh) =>
      fresh.route('**/api/v1/flags?*', (route) => route.fulfill({ status: 503, json: body })),
    );
    await page.getByText(detail).waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await page.unroute('**/api/v1/flags?*');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator('.row-link').first().waitFor();
  });

  it('says so when service and page are of different versions', async () => {
    const page = await open('/', (fresh) =>
      fresh.route('**/api/v1/flags?*', (route) => route.fulfill({ json: { flags: 'none' } })),
    );
    await page.getByText('of different versions').waitFor();
  });

  it('says what to do where nothing was imported', async () => {
    const empty = await startDemoDesk({ webFolder: buildWebApp(), empty: true });
    const page = await browser.open(empty.url);
    await page.getByText('npm run -s stepladder -- import').waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await browser.closePages();
    await empty.close();
  });
});

/** What a flag's page may have to show, whether or not the demo desk has it just now. */
function ofEveryKind(flag: FlagDetail): FlagDetail {
  const [one] = flag.evidence;
  if (one === undefined || one.estimate === null) throw new Error('the demo desk has a flag without a figure');
  const verdicts = (['met', 'not-met', 'not-enough-data'] as const).map((verdict, i) => ({
    ...one,
    weeks: i,
    verdict,
  }));
  const nothing = { ...one, weeks: 3, counted: 'hand-overs', estimate: null, mainAgent: 'Amara Okafor' } as const;
  const endless = { ...one, weeks: 4, unit: 'types', estimate: { ...one.estimate, upper: null } } as const;
  return { ...flag, evidence: [...verdicts, nothing, endless] };
}
