import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';

const CHROMIUM = '/usr/bin/chromium';
const ARGS =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';
/** However busy the machine: what has not come by then does not come. */
const PATIENCE_MS = 90_000;
export const ZONE = 'Europe/Berlin';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Breaches that the page itself catches reach no console. */
const BREACHES =
  "document.addEventListener('securitypolicyviolation', (e) => breached(e.violatedDirective + ' ' + e.blockedURI))";

export const whyNoBrowser = existsSync(CHROMIUM) ? null : `there is no ${CHROMIUM}`;

export interface AppBrowser {
  /** What must not happen on any page: requests to elsewhere, exceptions, breaches of the security policy. */
  readonly trouble: string[];
  /** A page of the app in a window of its own; `prepare` runs before it is asked for. Resolves when it is there. */
  open(url: string, prepare?: (page: Page) => Promise<unknown>, options?: BrowserContextOptions): Promise<Page>;
  closePages(): Promise<void>;
  close(): Promise<void>;
}

export async function launchBrowser(): Promise<AppBrowser> {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGS.split(' '), timeout: PATIENCE_MS });
  const trouble: string[] = [];
  return {
    trouble,
    open: async (url, prepare, options = {}) => {
      const page = await newPage(browser, options);
      await watch(page, new URL(url).origin, trouble);
      await prepare?.(page);
      await page.goto(url, { waitUntil: 'domcontentloaded' });
      await arrived(page);
      return page;
    },
    closePages: async () => {
      await Promise.all(browser.contexts().map((context: BrowserContext) => context.close()));
    },
    close: () => browser.close(),
  };
}

async function newPage(browser: Browser, options: BrowserContextOptions): Promise<Page> {
  const viewport = { width: 1280, height: 900 };
  const context = await browser.newContext({ viewport, timezoneId: ZONE, reducedMotion: 'reduce', ...options });
  context.setDefaultTimeout(PATIENCE_MS);
  return context.newPage();
}

async function watch(page: Page, origin: string, trouble: string[]): Promise<void> {
  page.on('request', (request) => {
    if (!request.url().startsWith(`${origin}/`)) trouble.push(`asked for ${request.url()}`);
  });
  page.on('pageerror', (error) => trouble.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('the server responded with a status of')) {
      trouble.push(message.text());
    }
  });
  await page.exposeFunction('breached', (what: string) => trouble.push(`security policy: ${what}`));
  await page.addInitScript(BREACHES);
}

/** Until the page has its heading, and nothing on it is still on its way. */
export async function arrived(page: Page, heading?: string): Promise<void> {
  const name = heading === undefined ? {} : { name: heading, exact: true };
  await page.getByRole('heading', { level: 1, ...name }).waitFor();
  await expect.poll(() => page.locator('[aria-busy=true]').count(), { timeout: PATIENCE_MS }).toBe(0);
}

/** Serious and critical ones by these rules, all where none are named; each as rule and place. */
export async function seriousFaults(page: Page, rules?: readonly string[]): Promise<string[]> {
  await page.evaluate(axe); // as the debugger would: the page's own policy forbids an injected script
  const options = { resultTypes: ['violations'], ...(rules && { runOnly: rules }) };
  const { violations } = (await page.evaluate(`axe.run(${JSON.stringify(options)})`)) as AxeResults;
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary}`));
}

const LOOKS = [
  ['light', 1280],
  ['dark', 1280],
  ['light', 390],
] as const;

/** With everything on it unfolded, and never wider than the window. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.locator('details').evaluateAll((all) => {
    for (const one of all) one.setAttribute('open', '');
  });
  for (const [colorScheme, width] of LOOKS) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 844 });
    await expect.poll(() => page.locator('html').getAttribute('data-mantine-color-scheme')).toBe(colorScheme);
    await page.evaluate('Promise.allSettled(document.getAnimations().map((one) => one.finished))');
    // A change of colours alone can change nothing but contrast.
    const rules = colorScheme === 'dark' ? ['color-contrast'] : undefined;
    expect([colorScheme, width, await seriousFaults(page, rules)]).toEqual([colorScheme, width, []]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
  }
}

/** The tests write a plain space where the page has one that does not break. */
export const plain = (text: string | null): string => (text ?? '').replaceAll('\u00a0', ' ').trim();

export const focused = async (page: Page): Promise<string> =>
  plain(await page.evaluate(() => document.activeElement?.textContent ?? ''));

export async function tabTo(page: Page, text: string | RegExp): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    const found = await focused(page);
    if (typeof text === 'string' ? found === text : text.test(found)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`"${text}" cannot be reached with the Tab key`);
}
