import type { Site } from './site.ts';
import { WEBHOOK_EVENTS, webhookFilter, webhookName } from './webhook-setup.ts';

const NEXT_STEPS = [
  'Jira tells neither of SLAs that are about to be breached nor of ratings. Both are read every so often. To have breaches at once: Project settings > Automation > Create rule > SLA threshold breached > Send web request, POST, body "Custom data" {"issue": {"id": "{{issue.id}}"}}, to a webhook of its own whose verifier is a header secret.',
];

/** The account that reads, then the webhook. */
export function byHand(site: Site, address: string): readonly string[] {
  return [...(site.isCloud ? CLOUD_ACCOUNT : DATA_CENTER_ACCOUNT), ...webhookSteps(site, address), ...NEXT_STEPS];
}

const RIGHTS =
  'Give it "Browse projects" and a licence of an agent of Jira Service Management in each project to be read (without the licence it sees neither notes nor SLAs), and the global permission "Browse users and groups".';

const CLOUD_ACCOUNT = [
  'admin.atlassian.com > Directory > Service accounts > Create. Add it to the product Jira Service Management as an agent.',
  RIGHTS,
  'Make a credential for it: OAuth 2.0 with the scopes read:jira-work, read:jira-user and read:servicedesk-request (sign in as client-credentials), or an API token with these scopes (sign in as api-token). Note the day it ends, in `credential_ends`.',
  'Set its language to English, or write the words of your language into the settings: Jira names statuses in the language of whoever reads.',
];

const DATA_CENTER_ACCOUNT = [
  'Administration > User management > Create user, for reading only.',
  RIGHTS,
  'Sign in as it > Profile > Personal access tokens > Create token (sign in as bearer). Note the day it ends, in `credential_ends`.',
];

function webhookSteps(site: Site, address: string): readonly string[] {
  const filter = webhookFilter(site);
  return [
    'As an administrator of Jira: Settings (cog) > System > Advanced > WebHooks > Create a WebHook.',
    `Name: ${webhookName(site)}. Status: enabled. URL: ${address}`,
    'Secret: press "Generate secret" or write a long random one, and give the same to Stepladder as the secret of this source.',
    `Issue related events, JQL: ${filter === '' ? 'left empty' : filter}. Tick ${WEBHOOK_EVENTS.join(', ')}. "Exclude body" stays off.`,
    'Jira has no button to test it: change an issue, then look at `stepladder doctor`.',
  ];
}
