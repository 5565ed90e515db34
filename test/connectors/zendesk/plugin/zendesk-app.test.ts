import { describe, expect, it } from 'vitest';
import { hostIn, pluginFiles } from '../../../../build-plugins.ts';
import { zendeskManifestSchema } from '../../../../connectors/zendesk/plugin/manifest.ts';
import { unzipped } from '../../../e2e/zendesk-frame.ts';

const zip = (host = 'desk.example.com') => pluginFiles(host).get('stepladder-zendesk.zip')!;
const manifest = async (host?: string) => JSON.parse(String((await unzipped(zip(host))).get('manifest.json')));

describe('the Zendesk app', () => {
  it('may reach the desk it was built for alone, and keeps the token from browsers', async () => {
    const { domainWhitelist, parameters } = await manifest('other.example.com');
    expect(domainWhitelist).toEqual(['other.example.com']);
    expect(parameters[0].default).toBe('https://other.example.com');
    expect(parameters.at(-1)).toEqual({
      name: 'token',
      type: 'text',
      secure: true,
      required: true,
      scopes: ['header'],
    });
  });

  it('has pictures of the sizes Zendesk asks for', async () => {
    const files = await unzipped(zip());
    const sizeOf = (path: string) => {
      const png = files.get(path)!;
      expect(png.subarray(0, 8)).toEqual(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'));
      return [png.readUInt32BE(16), png.readUInt32BE(20)];
    };
    expect(sizeOf('assets/logo.png')).toEqual([320, 320]);
    expect(sizeOf('assets/logo-small.png')).toEqual([128, 128]);
    expect(String(files.get('assets/icon_ticket_sidebar.svg'))).toMatch(/^<svg /);
  });

  it('names each of its settings', async () => {
    const files = await unzipped(zip());
    const { app } = JSON.parse(String(files.get('translations/en.json')));
    const { parameters } = await manifest();
    expect(Object.keys(app.parameters)).toEqual(parameters.map(({ name }: { name: string }) => name));
  });

  it('is the same, byte for byte, each time', () => {
    expect(zip().equals(zip())).toBe(true);
  });

  it.each([
    ['a token that browsers see', { secure: undefined, scopes: undefined }],
    ['a token with a default', { default: 'x' }],
    ['a token that may go anywhere', { scopes: undefined }],
    ['the password type, which Zendesk no longer takes', { type: 'password' }],
  ])('is refused with %s', async (_what, change) => {
    const made = await manifest();
    made.parameters[2] = { ...made.parameters[2], ...change };
    expect(zendeskManifestSchema.safeParse(JSON.parse(JSON.stringify(made))).success).toBe(false);
  });
});

describe('the address to build for', () => {
  it.each([
    ['https://desk.example.com', 'desk.example.com'],
    ['https://desk.example.com/', 'desk.example.com'],
    ['http://desk.example.com', null],
    ['https://desk.example.com/stepladder', null],
    ['https://desk.example.com:8443', null],
    ['https://user:word@desk.example.com', null],
    ['desk.example.com', null],
  ])('%s: %s', (address, host) => {
    expect(hostIn(address)).toBe(host);
  });
});
