import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type AppBrowser, expectAccessible, launchBrowser, plain, whyNoBrowser } from './app-browser.ts';
import { buildWebApp } from './build-web-app.ts';
import { type DemoDesk, startDemoDesk } from './demo-desk.ts';
import { clocks, ticket } from './fixture-clocks.ts';

const TITLE = `the clock on the page of a ticket${whyNoBrowser === null ? '' : ` (skipped: ${whyNoBrowser})`}`;

/** The real service, but for one ticket whose every minute is known. */
describe.skipIf(whyNoBrowser !== null)(TITLE, () => {
  let desk: DemoDesk;
  let browser: AppBrowser;

  beforeAll(async () => {
    desk = await startDemoDesk({ webFolder: buildWebApp(), empty: true });
    browser = await launchBrowser();
  });

  afterEach(() => browser.closePages());

  afterAll(async () => {
    await browser?.close();
    await desk?.close();
  });

  async function open(): Promise<Page> {
    const page = await browser.open(`${desk.url}/tickets/${ticket.id}`, async (window) => {
      await window.route(`**/api/v1/tickets/${ticket.id}`, (route) => route.fulfill({ json: ticket }));
      await window.route(`**/api/v1/tickets/${ticket.id}/clocks`, (route) => route.fulfill({ json: clocks }));
    });
    await page.locator('.clock-picture').waitFor();
    return page;
  }

  it('begins with the breached one, and says at once how far over and who used the time', async () => {
    const page = await open();
    expect(await page.getByRole('tab', { selected: true }).textContent()).toBe('Resolution 1 breached');
    const headline = plain(await page.locator('.clock-headline').textContent());
    expect(headline).toBe(
      '14 h 18 min of 8 h used, 6 h 18 min over, 20 h 30 min paused. Most of it: Jonas Lindqvist 58 %, then Amara Okafor 31 %.',
    );
    await page.getByText('Breached 6 Oct 2026, 09:12', { exact: true }).waitFor(); // the desk's zone, wherever the reader is
    await page.getByText('Resolved 9 Oct 2026, 12:00', { exact: true }).waitFor();
  });

  it('tells the picture to those who cannot see it', async () => {
    const page = await open();
    const picture = page.getByRole('img', { name: 'Resolution 1: where the time went' });
    const said = plain(await picture.locator('desc').textContent());
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
    expect(plain(await spells.getByRole('row').last().textContent())).toContain('4:30:0014:18:00');
    await page.getByText('How it counts').click();
    await page.getByText('It pauses while the ticket is pending or on-hold.').waitFor();
  });

  it('leads from each name in its tables to the page of that person', async () => {
    const page = await open();
    await page.getByText('Its 4 spells').click();
    const linked = (table: string) =>
      page
        .getByRole('region', { name: table })
        .getByRole('link')
        .evaluateAll((links) => links.map((link) => [link.textContent, link.getAttribute('href')?.split('?')[0]]));
    const [jonas, amara] = [
      ['Jonas Lindqvist', '/agents/sd%2F7'],
      ['Amara Okafor', '/agents/sd%2F42'],
    ];
    expect(await linked('Who used the time')).toEqual([jonas, amara]);
    expect(await linked('Warnings')).toEqual([jonas, jonas, jonas, jonas]);
    expect(await linked('Every spell')).toEqual([jonas, jonas, amara]);
  });

  it('is chosen by keyboard where there are several', async () => {
    const page = await open();
    await page.getByRole('tab', { selected: true }).focus();
    await page.keyboard.press('ArrowRight');
    await page.getByText('4 h of 8 h used, 4 h left.', { exact: true }).waitFor();
    await page.getByText('Due 12 Oct 2026, 17:00', { exact: true }).waitFor();
    expect(await page.locator('.block-over').count()).toBe(0);
  });

  it('can be read by everyone', async () => {
    await expectAccessible(await open());
    expect(browser.trouble).toEqual([]);
  });
});
