import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Router } from 'express';

const SWAGGER_UI = dirname(fileURLToPath(import.meta.resolve('swagger-ui-dist/package.json')));
const FILES = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'];

const page = (root: string) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Stepladder API</title>
    <link rel="icon" href="${root}/favicon-32x32.png" />
    <link rel="stylesheet" href="${root}/swagger-ui.css" />
  </head>
  <body>
    <div id="docs"></div>
    <script src="${root}/swagger-ui-bundle.js"></script>
    <script src="${root}/start.js"></script>
  </body>
</html>
`;

const start = (document: string) =>
  `SwaggerUIBundle({ url: '${document}', dom_id: '#docs', deepLinking: true, validatorUrl: null });\n`;

/** A page that shows the OpenAPI document, from this machine alone and without inline script. */
export function docsPage(root: string, document: string): Router {
  const router = Router();
  router.get(root, (_, response) => {
    response.type('html').send(page(root));
  });
  router.get(`${root}/start.js`, (_, response) => {
    response.type('js').send(start(document));
  });
  for (const file of FILES) {
    router.get(`${root}/${file}`, (_, response) => {
      response.sendFile(join(SWAGGER_UI, file), { headers: { 'Cache-Control': 'private, max-age=86400' } });
    });
  }
  return router;
}
