import { type Ask, failure, jsonOf, type Reply } from './reply.ts';

/** `POST /api/now/v1/batch`: requests within one, answered one by one, their bodies in base64. */
export function batch(ask: Ask, answer: (part: Ask) => Reply): Reply {
  const told = jsonOf(ask.body);
  const parts = told?.['rest_requests'];
  if (!Array.isArray(parts)) return failure(400, 'Batch request is not valid', 'rest_requests is missing');
  const serviced_requests = parts.map((part: Record<string, unknown>) => {
    const { pathname, searchParams } = new URL(String(part['url']), 'http://here');
    const body = Buffer.from(String(part['body'] ?? ''), 'base64').toString();
    const method = String(part['method'] ?? 'GET');
    const reply = answer({ method, path: pathname, params: searchParams, headers: ask.headers, body });
    return {
      id: String(part['id']),
      body: Buffer.from(JSON.stringify(reply.body ?? '')).toString('base64'),
      status_code: reply.status,
      status_text: reply.status < 300 ? 'OK' : 'Error',
      headers: Object.entries(reply.headers ?? {}).map(([name, value]) => ({ name, value })),
      execution_time: 1,
    };
  });
  return {
    status: 200,
    body: { batch_request_id: String(told?.['batch_request_id']), serviced_requests, unserviced_requests: [] },
  };
}
