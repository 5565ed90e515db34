import { z } from 'zod';

const https = z.url({ protocol: /^https$/, error: 'has to begin with https://' });
const parameter = z
  .strictObject({
    name: z
      .string()
      .regex(/^(?!name$)\w+$/, 'is letters, digits and _, and not "name", which Zendesk keeps for itself'),
    // password has not been taken since January 2026: text with secure.
    type: z.enum(['text', 'url', 'checkbox', 'number', 'multiline', 'hidden', 'dropdown']),
    required: z.boolean().optional(),
    secure: z.boolean().optional(),
    default: z.string().optional(),
    /** Where Zendesk's proxy may put a secret in. */
    scopes: z
      .array(z.enum(['header', 'body', 'url_host', 'url_path']))
      .min(1)
      .optional(),
  })
  .refine(
    ({ secure, scopes }) => (secure === true) === (scopes !== undefined),
    'needs scopes if it is secure, and only then',
  )
  .refine(
    ({ secure, default: given }) => secure !== true || given === undefined,
    'is secret, so it may have no default',
  )
  .refine(
    ({ name, secure }) => secure === true || !/token|key|pwd|password/i.test(name),
    'is named as a secret is: make it secure',
  );

/**
 * What Zendesk's own validator asks of a manifest of a private app with a sidebar, and what ours needs besides. Zendesk
 * publishes no schema, and `zcli apps:validate` asks its servers with an account. Source: connectors.md 5.1 and the rules
 * of the open zendesk_apps_support.
 */
export const zendeskManifestSchema = z
  .strictObject({
    name: z.string().min(1),
    author: z.strictObject({ name: z.string().min(1), email: z.email(), url: https }),
    defaultLocale: z.literal('en'),
    private: z.literal(true),
    version: z.string().regex(/^\d+\.\d+\.\d+$/),
    frameworkVersion: z.literal('2.0'),
    signedUrls: z.literal(false),
    singleInstall: z.boolean(),
    location: z.strictObject({
      support: z.strictObject({
        ticket_sidebar: z.strictObject({
          url: z.string().startsWith('assets/'),
          flexible: z.boolean(),
          autoLoad: z.boolean(),
        }),
      }),
    }),
    domainWhitelist: z.array(z.hostname()).length(1),
    parameters: z.array(parameter),
  })
  .refine(
    ({ parameters }) => new Set(parameters.map(({ name }) => name)).size === parameters.length,
    'has a parameter twice',
  );
