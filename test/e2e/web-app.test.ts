import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AWKWARD_ID, flagList } from './fixture-answers.ts';
import { buildWebApp, type FixtureApi, startFixtureApi } from './fixture-api.ts';

const CHROMIUM = '/usr/bin/chromium';
const ARGS =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const FLAG = `/flags/${encodeURIComponent(AWKWARD_ID)}`;
/** Breaches that the page itself catches reach no console. */
const BREACHES =
  "document.addEventListener('securitypolicyviolation', (e) => breached(e.violatedDirective + ' ' + e.blockedURI))";
const PAGES = [
  ['the flags', '/', 'Flags · Stepladder'],
  ['a flag', FLAG, 'Amara Okafor, Service level analyst · Stepladder'],
  ['a ticket', '/tickets/INC0031004', 'Ticket INC0031004 · Stepladder'],
  ['a person', '/agents/sd%2F42', 'Amara Okafor · Stepladder'],
  ['the figures', '/figures', 'Figures explained · Stepladder'],
  ['a flag that is not there', '/flags/none', 'Flag · Stepladder'],
] as const;

if (!existsSync(CHROMIUM)) console.warn(`web app not tested in a browser: there is no ${CHROMIUM}`);

describe.skipIf(!existsSync(CHROMIUM))('the web app in a browser', () => {
  let api: FixtureApi;
  let browser: Browser;
  /** What must not happen on any page: requests to elsewhere, exceptions, breaches of the security policy. */
  const trouble: string[] = [];

  beforeAll(async () => {
    buildWebApp();
    api = await startFixtureApi();
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGS.split(' ') });
  });

  afterAll(async () => {
    await browser?.close();
    await api?.close();
  });

  afterEach(() => {
    api.instead = null;
    expect(trouble.splice(0)).toEqual([]);
  });

  async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    page.on('request', (request) => {
      if (!request.url().startsWith(`${api.origin}/`)) trouble.push(`asked for ${request.url()}`);
    });
    page.on('pageerror', (error) => trouble.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().includes('the server responded with a status of')) {
        trouble.push(message.text());
      }
    });
    await page.exposeFunction('breached', (what: string) => trouble.push(`security policy: ${what}`));
    await page.addInitScript(BREACHES);
    await page.goto(api.origin + path);
    await page.locator('h1').waitFor();
    await page.locator('[aria-busy=true]').waitFor({ state: 'detached' });
    return page;
  }

  describe.each(PAGES)('%s', (_what, path, title) => {
    it.each([
      ['light', 1280],
      ['dark', 1280],
      ['light', 390],
    ] as const)('has no serious fault of accessibility, %s at %i px', async (colorScheme, width) => {
      const page = await open(path, { colorScheme, viewport: { width, height: 844 } });
      for (const summary of await page.locator('summary').all()) await summary.click();
      expect(await seriousFaults(page)).toEqual([]);
      expect(await page.title()).toBe(title);
      expect(await page.locator('html').getAttribute('lang')).toBe('en');
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    });
  });

  it('leads by keyboard from the list to a flag, to a ticket, and back', async () => {
    const page = await open('/');
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('Skip to content');
    await page.keyboard.press('Enter');
    await tabTo(page, 'Wen Li');
    for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowDown');
    expect(await focused(page)).toBe('Amara Okafor');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Amara Okafor: Service level analyst' }).waitFor();
    expect(new URL(page.url()).pathname).toBe(FLAG);
    await tabTo(page, 'The 140 resolutions behind it, 12 tickets shown');
    await page.keyboard.press('Enter');
    await tabTo(page, 'INC0031004');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Ticket INC0031004' }).waitFor();
    await page.goBack();
    await page.goBack();
    await page.getByRole('table').waitFor();
    expect(await focused(page)).toBe('Amara Okafor');
  });

  it('shows each requirement with verdict, interval, sample size and what would change it', async () => {
    const page = await open(FLAG);
    const card = page.getByRole('article').filter({ has: page.getByRole('heading', { name: 'Standardised quality' }) });
    const text = ((await card.textContent()) ?? '').replaceAll('\u00a0', ' ');
    expect(text).toContain('93 % (90–96), 140 resolutions');
    expect(text).toContain('at least 90 %');
    expect(text).toContain('Met');
    expect(text).toContain('3 further resolutions on the wrong side in a row would undo it.');
    await card.getByRole('img', { name: /Standardised quality/ }).waitFor();
    await page.getByText('The program does not decide.').waitFor();
    await page.getByRole('heading', { name: 'Only people can settle' }).waitFor();
  });

  it('says how many cannot be told yet, and narrows the list in a way that can be sent', async () => {
    const page = await open('/');
    await page.getByText('31 of 37 people cannot be told yet').waitFor();
    await page.getByText('Risk 3').click();
    await page.getByRole('combobox', { name: 'Role or risk' }).selectOption('single-point-of-failure');
    await page.getByRole('searchbox').fill('vpn');
    await page.getByText('1 of 9').waitFor();
    const sent = await open(page.url().slice(api.origin.length));
    expect(await sent.locator('tbody tr').count()).toBe(1);
    await sent.getByRole('button', { name: 'Clear filters' }).click();
    await sent.locator('tbody tr').nth(8).waitFor();
    await sent.getByRole('combobox', { name: 'State' }).selectOption('withdrawn');
    await sent.getByRole('link', { name: 'Sofia Marchetti' }).waitFor();
  });

  it('says what to do where nothing was imported', async () => {
    api.instead = { status: 200, body: { ...flagList('none'), asOf: null, flags: [], refused: [] } };
    const page = await open('/');
    await page.getByText('npm run -s stepladder -- import').waitFor();
    expect(await seriousFaults(page)).toEqual([]);
  });

  it("shows the service's own words when it refuses, and tries again when asked", async () => {
    const detail = 'The store is locked. Stop the other import, then try again.';
    api.instead = { status: 503, body: { type: 'about:blank', title: 'Store locked', status: 503, detail } };
    const page = await open('/');
    await page.getByText(detail).waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    api.instead = null;
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('link', { name: 'Amara Okafor' }).waitFor();
  });

  it('works where the browser believes that there is no network', async () => {
    const page = await open('/');
    await page.evaluate('window.dispatchEvent(new Event("offline"))');
    await page.getByRole('link', { name: 'Amara Okafor' }).click();
    await page.getByRole('heading', { level: 1, name: 'Amara Okafor: Service level analyst' }).waitFor();
  });

  it('says so when service and page are of different versions', async () => {
    api.instead = { status: 200, body: { flags: 'none' } };
    const page = await open('/');
    await page.getByText('of different versions').waitFor();
  });
});

/** Serious and critical ones, each as rule and place. */
async function seriousFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe); // as the debugger would: the page's own policy forbids an injected script
  const { violations } = (await page.evaluate('axe.run()')) as AxeResults;
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary}`));
}

const focused = (page: Page): Promise<string> =>
  page.evaluate(() => (document.activeElement?.textContent ?? '').replaceAll('\u00a0', ' ').trim());

async function tabTo(page: Page, text: string): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    if ((await focused(page)) === text) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`"${text}" cannot be reached with the Tab key`);
}
