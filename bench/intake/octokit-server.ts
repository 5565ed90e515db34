// What many would pick for webhooks: @octokit/webhooks in an Express app. It checks and parses, and keeps nothing.
import { createNodeMiddleware, Webhooks } from '@octokit/webhooks';
import express from 'express';
import { listen } from '../../src/api/listen.ts';
import { ready } from '../parts/server-process.ts';
import { SECRET } from './request.ts';

const app = express();
const webhooks = new Webhooks({ secret: SECRET });
webhooks.on('issues', () => {});
app.use(createNodeMiddleware(webhooks, { path: '/webhooks/github' }));

const { url, close } = await listen(app, '127.0.0.1', 0);
ready(`${url}/webhooks/github`, close);
