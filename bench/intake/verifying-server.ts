// The least a receiver can do: an Express app that checks who sends and parses what. It keeps nothing.
import express from 'express';
import { listen } from '../../src/api/listen.ts';
import { zendeskSigned } from '../../src/connector/verifiers/index.ts';
import { verified } from '../../src/connector/webhook.ts';
import { ready } from '../parts/server-process.ts';
import { SECRET } from './request.ts';

const app = express();
app.post('/webhooks/helpdesk', express.raw({ type: () => true, limit: '1mb' }), (request, response) => {
  const { headers, body } = request as { headers: Record<string, string>; body: Buffer };
  if (verified(zendeskSigned, { headers, body }, [SECRET], Date.now()) === null) {
    response.status(401).end();
    return;
  }
  JSON.parse(body.toString('utf8'));
  response.status(202).end();
});

const { url, close } = await listen(app, '127.0.0.1', 0);
ready(`${url}/webhooks/helpdesk`, close);
