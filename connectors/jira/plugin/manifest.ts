import { z } from 'zod';

const key = z.string().regex(/^[a-zA-Z0-9_-]{1,23}$/, 'is 1 to 23 letters, digits, _ and -');
const https = z.url({ protocol: /^https$/, error: 'has to begin with https://' });

/**
 * What our manifest.yml may hold: narrower than Atlassian's own schema, against which it was checked by hand
 * (README, "How it was checked"); that package is too large and too loosely kept to be installed with this project.
 */
export const forgeManifestSchema = z
  .strictObject({
    app: z.strictObject({
      id: z.string().regex(/^ari:cloud:ecosystem::app\/\S+$/, 'is what forge register writes'),
      runtime: z.strictObject({ name: z.enum(['nodejs22.x', 'nodejs24.x']) }),
    }),
    modules: z.strictObject({
      'jira:issueContext': z
        .array(
          z.strictObject({
            key,
            resource: key,
            render: z.literal('native'),
            resolver: z.strictObject({ function: key }),
            title: z.string().min(1).max(255),
            label: z.string().min(1).max(255),
          }),
        )
        .length(1),
      function: z.array(z.strictObject({ key, handler: z.string().regex(/^\w+\.\w+$/, 'is file.name') })),
    }),
    resources: z.array(z.strictObject({ key, path: z.string().min(1) })),
    remotes: z
      .array(
        z.strictObject({
          key,
          baseUrl: https,
          operations: z.array(z.enum(['storage', 'other', 'compute', 'fetch'])),
          storage: z.strictObject({ inScopeEUD: z.literal(false) }),
        }),
      )
      .length(1),
    permissions: z.strictObject({
      scopes: z.tuple([], 'may not be asked for: the panel reads nothing from Jira'),
      external: z.strictObject({ fetch: z.strictObject({ backend: z.tuple([z.strictObject({ remote: key })]) }) }),
    }),
  })
  .refine(
    ({ modules, resources, remotes, permissions }) =>
      modules['jira:issueContext'].every(
        ({ resource, resolver }) =>
          resources.some((one) => one.key === resource) &&
          modules.function.some((one) => one.key === resolver.function),
      ) && permissions.external.fetch.backend.every(({ remote }) => remotes.some((one) => one.key === remote)),
    'names a resource, function or remote that it does not have',
  );
