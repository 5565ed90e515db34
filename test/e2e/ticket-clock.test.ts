import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildWebApp, type FixtureApi, startFixtureApi } from './fixture-api.ts';

const CHROMIUM = '/usr/bin/chromium';
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

if (!existsSync(CHROMIUM)) console.warn(`the clock of a ticket not tested in a browser: there is no ${CHROMIUM}`);

describe.skipIf(!existsSync(CHROMIUM))('the clock on the page of a ticket', () => {
  let api: FixtureApi;
  let browser: Browser;

  beforeAll(async () => {
    buildWebApp();
    api = await startFixtureApi();
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    });
  });

  afterAll(async () => {
    await browser?.close();
    await api?.close();
  });

  async function open(options: BrowserContextOptions = {}): Promise<Page> {
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options })).newPage();
    await page.goto(`${api.origin}/tickets/INC0031004`);
    await page.locator('.clock-picture').waitFor();
    return page;
  }

  it('begins with the breached one, and says at once how far over and who used the time', async () => {
    const page = await open();
    expect(await page.getByRole('tab', { selected: true }).textContent()).toBe('Resolution 1 breached');
    const headline = await textOf(page.locator('.clock-headline'));
    expect(headline).toBe(
      '14 h 18 min of 8 h used, 6 h 18 min over, 20 h 30 min paused. Most of it: Jonas Lindqvist 58 %, then Amara Okafor 31 %.',
    );
    await page.getByText('Breached 6 Oct 2026, 09:12', { exact: true }).waitFor(); // the desk's zone, wherever the reader is
    await page.getByText('Resolved 9 Oct 2026, 12:00', { exact: true }).waitFor();
  });

  it('tells the picture to those who cannot see it', async () => {
    const page = await open();
    const picture = page.getByRole('img', { name: 'Resolution 1: where the time went' });
    const said = await textOf(picture.locator('desc'));
    expect(said).toContain('Breached 6 Oct 2026, 09:12');
    expect(said).toContain('50 % used 5 Oct 2026, 13:12, held by Jonas Lindqvist');
    const titles = await picture.locator('g > title').allTextContents();
    expect(titles.join('\n').replaceAll('\u00a0', ' ')).toContain(
      'Jonas Lindqvist, pending: 6 Oct 2026, 11:00 to 8 Oct 2026, 15:30, 20 h 30 min paused',
    );
  });

  it('has the same in tables, with the three ways an overrun is laid', async () => {
    const page = await open();
    const rows = await page.getByRole('region', { name: 'Who used the time' }).getByRole('row').allTextContents();
    expect(rows.map((row) => row.replaceAll('\u00a0', ' '))).toEqual([
      'Held byOn the clockSharePausedOverrun by shareBy budget excess',
      'nobody in Service desk north 1:28:0010.3 %0:00:0010.3 %20.0 %',
      'Jonas Lindqvist Service desk north held it at the breach8:20:0058.3 %20:30:0058.3 %80.0 %',
      'Amara Okafor Service desk north4:30:0031.4 %0:00:0031.4 %0.0 %',
      'All14:18:00100.0 %20:30:00100.0 %100.0 %',
    ]);
    await page.getByText('Its 4 spells').click();
    const spells = page.getByRole('region', { name: 'Every spell' });
    expect(await textOf(spells.getByRole('row').last())).toContain('4:30:0014:18:00');
    await page.getByText('How it counts').click();
    await page.getByText('It pauses while the ticket is pending or on-hold.').waitFor();
  });

  it('is chosen by keyboard where there are several', async () => {
    const page = await open();
    await page.getByRole('tab', { selected: true }).focus();
    await page.keyboard.press('ArrowRight');
    await page.getByText('4 h of 8 h used, 4 h left.', { exact: true }).waitFor();
    await page.getByText('Due 12 Oct 2026, 17:00', { exact: true }).waitFor();
    expect(await page.locator('.block-over').count()).toBe(0);
  });

  it.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 390],
    ['dark', 390],
  ] as const)('has no serious fault of accessibility, %s at %i px', async (colorScheme, width) => {
    const page = await open({ colorScheme, viewport: { width, height: 844 } });
    for (const summary of await page.locator('summary').all()) await summary.click();
    await page.evaluate(axe);
    const { violations } = (await page.evaluate('axe.run()')) as AxeResults;
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(serious.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`))).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });
});

const textOf = async (locator: Locator): Promise<string> =>
  ((await locator.textContent()) ?? '').replaceAll('\u00a0', ' ');
