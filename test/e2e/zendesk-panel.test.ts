import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { pluginFiles } from '../../build-plugins.ts';
import type { ClockView } from '../../src/api/ticket-clocks-schema.ts';
import { type AppBrowser, launchBrowser, plain, seriousFaults, whyNoBrowser } from './app-browser.ts';
import { type DemoDesk, startDemoDesk } from './demo-desk.ts';
import { clocks, ticket } from './fixture-clocks.ts';
import { type Answered, type Frame, openPanel, SDK, unzipped } from './zendesk-frame.ts';

const TITLE = `the panel in Zendesk${whyNoBrowser === null ? '' : ` (skipped: ${whyNoBrowser})`}`;
const TOKEN = 'the-token-of-this-test';
const ROOT = 'https://desk.example.com/api/v1';
const HOUR = 3_600_000;

const json = (value: unknown): Answered => ({ status: 200, body: JSON.stringify(value) });
const problem = (status: number): Answered => ({ status, body: JSON.stringify({ title: 'x', status, detail: 'x' }) });

const [breached, met] = clocks.clocks as [ClockView, ClockView];
const soon: ClockView = {
  ...met,
  cycle: 1,
  state: 'running',
  stoppedAt: null,
  stoppedBy: null,
  elapsedMs: 7.25 * HOUR,
};
const paused: ClockView = { ...soon, title: 'Next response', state: 'paused', elapsedMs: 2 * HOUR, dueAt: null };
const answered: ClockView = { ...met, cycle: 1, title: 'First response', targetMs: HOUR, elapsedMs: 0.2 * HOUR };
const rules = {
  version: '1',
  rules: [
    {
      kind: 'readiness',
      subject: 'agent',
      title: 'Generalist',
      requirements: [{ metric: 'breadth', reason: 'A generalist works three kinds of work or more.' }],
    },
    { kind: 'risk', subject: 'agent', title: 'Quality regression', requirements: [{ metric: 'breadth', reason: '-' }] },
  ],
};

const running = [answered, soon, paused];

describe.skipIf(whyNoBrowser !== null)(TITLE, () => {
  let browser: AppBrowser;
  let files: Map<string, Buffer>;

  beforeAll(async () => {
    browser = await launchBrowser();
    files = await unzipped(pluginFiles('desk.example.com').get('stepladder-zendesk.zip')!);
  });
  afterEach(() => browser.closePages());
  afterAll(() => browser?.close());

  const open = (answer: (path: string) => Answered, more: Partial<Frame> = {}): Promise<Page> =>
    openPanel(browser, files, {
      ticket: 5158,
      settings: { base_url: 'https://desk.example.com/', source: 'zendesk' },
      token: TOKEN,
      answer: async (url, authorization) =>
        authorization === `Bearer ${TOKEN}` ? answer(url.replace(ROOT, '')) : problem(401),
      ...more,
    });

  const about = (shown: readonly ClockView[]) => (path: string) => {
    if (path === '/tickets/zendesk%3A5158') return json({ ...ticket, resolutions: [] });
    if (path === '/tickets/zendesk%3A5158/clocks') return json({ ...clocks, clocks: shown });
    return path === '/rules' ? json(rules) : problem(404);
  };

  const picture = async (page: Page, name: string) => {
    const folder = process.env['PANEL_PICTURES'];
    if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
  };

  const textOf = async (page: Page) => plain(await page.locator('#panel').textContent());
  const linesOf = (page: Page) =>
    page
      .locator('.clock')
      .evaluateAll((all) =>
        all.map((one) => [...one.querySelectorAll('.row > span, p')].map((part) => part.textContent)),
      );

  it.each(['light', 'dark'] as const)(
    'warns, and shows each clock, who held it and what it counts for: %s',
    async (colours) => {
      const page = await open(about(running), { colours });
      await picture(page, `running-${colours}`);
      expect(plain(await page.getByRole('status').textContent())).toContain('Resolution: 45 min left of 8 h.');
      expect(await linesOf(page)).toEqual([
        ['Resolution', 'Due soon', '45 min left of 8 h', 'Due Mon 12 Oct, 17:00'],
        ['Next response', 'Paused', '6 h left of 8 h'],
        ['First response', 'Met', '48 min to spare of 1 h'],
      ]);
      const text = await textOf(page);
      expect(text).toContain('Amara Okafor');
      expect(text).toContain('VPN and remote access');
      expect(text).toContain('A generalist works three kinds of work or more.');
      expect(text).not.toContain('Quality regression');
      expect(await seriousFaults(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
    },
  );

  it('says that it is over, and how far', async () => {
    const page = await open(about([{ ...breached, stoppedAt: null }, answered]));
    await picture(page, 'late');
    expect(plain(await page.getByRole('status').textContent())).toContain(
      'Resolution: 6 h 18 min over the target of 8 h.',
    );
    expect(await seriousFaults(page)).toEqual([]);
  });

  it('does not warn of what has ended', async () => {
    const page = await open(about([breached, met]));
    await picture(page, 'ended');
    expect(await page.getByRole('status').count()).toBe(0);
    expect(await linesOf(page)).toEqual([
      ['Resolution 1', 'Missed', '6 h 18 min over the target of 8 h'],
      ['Resolution 2', 'Met', '4 h to spare of 8 h'],
    ]);
  });

  it('is as tall as what it shows', async () => {
    const page = await open(about(running));
    const [name, { height }] = (await page.evaluate('zafInvoked')) as [string, { height: string }];
    expect(name).toBe('resize');
    expect(
      Math.abs(Number.parseInt(height, 10) - Number(await page.evaluate('document.body.scrollHeight'))),
    ).toBeLessThan(8);
  });

  it.each([
    [
      'the ticket is not known',
      () => problem(404),
      'does not know this ticket yet',
      '"zendesk" and has read ticket 5158',
    ],
    ['the token is wrong', () => problem(401), 'does not take the token', 'Admin Center'],
    ['the service is down', () => ({ status: 0, body: '' }), 'does not answer', 'Try again in a minute'],
    ['the service is broken', () => problem(500), 'does not answer', 'Try again in a minute'],
    ['the service is busy', () => problem(429), 'does not answer', 'Try again in a minute'],
    [
      'a page of something else answers',
      () => ({ status: 200, body: '<html>' }),
      'not Stepladder',
      'check the address',
    ],
    ['something else has no such page', () => ({ status: 404, body: '<html>' }), 'not Stepladder', 'check the address'],
    ['another service answers', () => json({}), 'not Stepladder', 'check the address'],
  ])('says what to do when %s', async (what, answer, title, remedy) => {
    const page = await open(answer);
    await picture(page, what.replaceAll(' ', '-'));
    const text = await textOf(page);
    expect(text).toContain(title);
    expect(text).toContain(remedy);
    expect(text).not.toContain(TOKEN);
    expect(await seriousFaults(page)).toEqual([]);
  });

  it('reads again when asked', async () => {
    let up = false;
    const page = await open((path) => (up ? about(running)(path) : problem(503)));
    up = true;
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('45 min left of 8 h', { exact: true }).waitFor();
  });

  it('says when there is no ticket yet', async () => {
    const page = await open(() => problem(404), { ticket: null });
    await picture(page, 'new-ticket');
    expect(await textOf(page)).toContain('Submit the ticket first');
  });

  it('shows words of the desk as words', async () => {
    const page = await open((path) => {
      const told = about(running)(path);
      return { ...told, body: told.body.replaceAll('Amara Okafor', '<img src=x onerror=breached(1)>') };
    });
    expect(await textOf(page)).toContain('<img src=x onerror=breached(1)>');
  });

  it('asks nobody but Zendesk for anything', async () => {
    await open(about(running));
    expect(browser.trouble.filter((one) => one !== `asked for ${SDK}`)).toEqual([]);
  });

  describe('beside the real service', () => {
    let desk: DemoDesk;
    beforeAll(async () => {
      desk = await startDemoDesk({ token: TOKEN });
    });
    afterAll(() => desk?.close());

    it('shows a ticket of it', async () => {
      const { tickets } = await desk.ask('/tickets?limit=1', z.object({ tickets: z.array(z.string()) }));
      const colon = tickets[0]!.indexOf(':');
      const [source, id] = [tickets[0]!.slice(0, colon), tickets[0]!.slice(colon + 1)];
      const page = await open(() => problem(500), {
        ticket: id,
        settings: { base_url: desk.url, source },
        answer: async (url, authorization) => {
          const response = await fetch(url, { headers: { authorization } });
          return { status: response.status, body: await response.text() };
        },
      });
      await picture(page, 'real');
      expect(await page.locator('.clock').count()).toBeGreaterThan(0);
      expect(await textOf(page)).toContain('Generalist');
    });
  });
});
