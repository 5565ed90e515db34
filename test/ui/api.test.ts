import { afterEach, describe, expect, it, vi } from 'vitest';
import { ApiProblem, api } from '../../src/ui/api.ts';

const { signal } = new AbortController();
const answer = (status: number, body: string) =>
  vi.stubGlobal('fetch', vi.fn().mockResolvedValue(new Response(body, { status })));
const problem = async (call: Promise<unknown>) => {
  const error = await call.catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(ApiProblem);
  return (error as ApiProblem).problem;
};

afterEach(() => vi.unstubAllGlobals());

describe('asking the service', () => {
  it('encodes the id it asks for', async () => {
    answer(200, '{"figures":[]}');
    expect(await api.figures('sd/42 ü', '', signal)).toEqual({ figures: [] });
    expect(vi.mocked(fetch).mock.calls[0]?.[0]).toBe('/api/v1/agents/sd%2F42%20%C3%BC/figures');
  });

  it('asks as of an instant where one is given', async () => {
    answer(200, '{"figures":[]}');
    await api.figures('a', '2026-06-01T00:00:00+02:00', signal);
    expect(vi.mocked(fetch).mock.calls[0]?.[0]).toBe('/api/v1/agents/a/figures?asOf=2026-06-01T00%3A00%3A00%2B02%3A00');
  });

  it("passes the service's own problem on", async () => {
    const sent = { type: 'about:blank', title: 'Not found', status: 404, detail: 'Go back to the list.' };
    answer(404, JSON.stringify(sent));
    expect(await problem(api.flag('x', '', signal))).toEqual(sent);
  });

  it.each([
    ['a proxy that answers in HTML', 502, '<html>', 'answered 502'],
    ['an answer of another shape', 200, '{"metrics":[{"id":1}]}', 'does not understand'],
    ['an answer that is no JSON', 200, 'hello', 'does not understand'],
  ])('makes a problem of %s', async (_what, status, body, title) => {
    answer(status, body);
    const found = await problem(api.metrics(signal));
    expect(found.title).toContain(title);
    expect(found.detail).toMatch(/try again|Reload/i);
  });

  it('makes a problem of silence, but not of a request that was given up', async () => {
    vi.stubGlobal('fetch', vi.fn().mockRejectedValue(new TypeError('Failed to fetch')));
    expect((await problem(api.metrics(signal))).status).toBe(0);
    await expect(api.metrics(AbortSignal.abort())).rejects.not.toBeInstanceOf(ApiProblem);
  });
});
