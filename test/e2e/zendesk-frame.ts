import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Page } from 'playwright-core';
import { fromFdPromise, getFileNameLowLevel } from 'yauzl';
import type { AppBrowser } from './app-browser.ts';

/** What Zendesk's proxy is answered, or the status 0 of a service that cannot be reached. */
export interface Answered {
  readonly status: number;
  readonly body: string;
}

export interface Frame {
  /** Null: the ticket is being written and has no id yet. */
  readonly ticket: number | string | null;
  readonly settings: { readonly base_url: string; readonly source: string };
  readonly colours?: 'light' | 'dark';
  /** Secure settings, as only the proxy knows them. */
  readonly token: string;
  readonly answer: (url: string, authorization: string) => Promise<Answered>;
}

/** The files of a zip, by path: an unpacker that is not ours reads what we packed. */
export async function unzipped(zip: Buffer): Promise<Map<string, Buffer>> {
  const folder = mkdtempSync(join(tmpdir(), 'stepladder-zip-'));
  writeFileSync(join(folder, 'app.zip'), zip);
  const fd = openSync(join(folder, 'app.zip'), 'r');
  const archive = await fromFdPromise(fd, { autoClose: false, decodeStrings: false });
  const files = new Map<string, Buffer>();
  for await (const entry of archive.eachEntry()) {
    const name = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true);
    const { fileDataStart } = await archive.readLocalFileHeaderPromise(entry, { minimal: true });
    const content = zip.subarray(fileDataStart, fileDataStart + entry.compressedSize);
    if (entry.compressionMethod !== 0 || crc32(content) !== entry.crc32) throw new Error(`${name} is not stored whole`);
    files.set(name, content);
  }
  closeSync(fd);
  rmSync(folder, { recursive: true });
  return files;
}

const ORIGIN = 'https://app.zendesk-frame.example';
export const SDK = 'https://static.zdassets.com/zendesk_app_framework_sdk/2.0/zaf_sdk.min.js';

/** Zendesk's client as far as the panel uses it; requests go out of the page to `zafRequest`, and fail as its own do. */
const CLIENT = `globalThis.ZAFClient = { init: () => {
  const told = globalThis.zafFrame;
  return {
    metadata: async () => ({ settings: told.settings }),
    get: async (name) => ({ [name]: name === 'ticket.id' ? told.ticket : name === 'colorScheme' ? told.colours : undefined }),
    invoke: async (name, value) => { globalThis.zafInvoked = [name, value]; },
    on: (name, then) => { if (name === 'app.registered') setTimeout(then); },
    request: async (options) => {
      const { status, body } = await globalThis.zafRequest(options);
      const failed = () => ({ status, responseText: body });
      if (status < 200 || status > 299) throw failed();
      try { return JSON.parse(body); } catch { throw failed(); }
    },
  };
} };`;

const TYPES: Readonly<Record<string, string>> = { html: 'text/html', js: 'text/javascript', css: 'text/css' };

/** The panel as it lies in the zip, in a frame as wide as Zendesk's sidebar. */
export function openPanel(browser: AppBrowser, files: ReadonlyMap<string, Buffer>, frame: Frame): Promise<Page> {
  const prepare = async (page: Page) => {
    await page.route(`${ORIGIN}/**`, (route) => {
      const path = new URL(route.request().url()).pathname.slice(1);
      const body = files.get(path);
      if (body === undefined) return route.fulfill({ status: 404 });
      return route.fulfill({ body, contentType: TYPES[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream' });
    });
    await page.route(SDK, (route) => route.fulfill({ body: CLIENT, contentType: 'text/javascript' }));
    await page.exposeFunction('zafRequest', (options: Asked) => throughProxy(frame, options));
    const { ticket, settings, colours = 'light' } = frame;
    await page.addInitScript(`globalThis.zafFrame = ${JSON.stringify({ ticket, settings, colours })}`);
  };
  return browser.open(`${ORIGIN}/assets/iframe.html`, prepare, { viewport: { width: 320, height: 800 } });
}

interface Asked {
  readonly url: string;
  readonly secure: boolean;
  readonly headers: Readonly<Record<string, string>>;
}

/** Secrets are put into headers alone, as the manifest's scopes say, and only where `secure` asks for it. */
function throughProxy(frame: Frame, { url, secure, headers }: Asked): Promise<Answered> {
  const authorization = headers['Authorization'] ?? '';
  return frame.answer(url, secure ? authorization.replace('{{setting.token}}', frame.token) : authorization);
}
