import { zendeskIds } from './ids.ts';
import { notFound, Refusal } from './refusal.ts';
import { objectIn } from './route.ts';

/** A rule of the account that may call a webhook on every update. */
export interface Trigger {
  readonly id: number;
  readonly title: string;
  readonly active: boolean;
  readonly actions: readonly { readonly field: string; readonly value: readonly string[] }[];
  readonly [key: string]: unknown;
}

const CATEGORY = { id: '360000410001', name: 'Initial category', position: 0 };
export const TRIGGER_CATEGORIES = [CATEGORY];

export class Triggers {
  readonly all = new Map<number, Trigger>();
  #next = 360_000_420_000;

  constructor() {
    const notify = { field: 'notification_user', value: ['requester_id', 'Received', 'We have your request.'] };
    this.create({ title: 'Notify requester', category_id: CATEGORY.id, active: true, actions: [notify] });
  }

  create(asked: unknown): Trigger {
    const fields = objectIn(asked);
    const { title, actions } = fields;
    if (typeof title !== 'string' || title === '') throw new Refusal(422, 'RecordInvalid', 'title is missing');
    if (!Array.isArray(actions) || actions.length === 0) throw new Refusal(422, 'RecordInvalid', 'actions are missing');
    if (fields['category_id'] !== CATEGORY.id) throw new Refusal(422, 'RecordInvalid', 'category_id is missing');
    const id = ++this.#next;
    const trigger = { conditions: { all: [], any: [] }, active: true, ...fields, title, actions, id } as Trigger;
    this.all.set(id, trigger);
    return trigger;
  }

  change(id: number, asked: unknown): Trigger {
    const trigger = { ...this.get(id), ...objectIn(asked), id } as Trigger;
    this.all.set(id, trigger);
    return trigger;
  }

  get(id: number): Trigger {
    const trigger = this.all.get(id);
    if (trigger === undefined) throw notFound();
    return trigger;
  }

  /** What is sent to which webhook when a ticket was updated. Conditions are not looked at. */
  calls(ticketId: number): { readonly hookId: string; readonly body: string }[] {
    return [...this.all.values()]
      .filter(({ active }) => active)
      .flatMap(({ actions }) => actions)
      .filter(({ field }) => field === 'notification_webhook')
      .map(({ value: [hookId = '', template = ''] }) => ({
        hookId,
        body: template.replaceAll(/\{\{\s*ticket\.id\s*\}\}/g, String(ticketId)).replaceAll(/\{\{[^}]*\}\}/g, ''),
      }));
  }
}

export const triggerRecord = (base: string, trigger: Trigger): object => ({
  url: `${base}/api/v2/triggers/${trigger.id}.json`,
  ...trigger,
  owner_id: zendeskIds.admin,
});
