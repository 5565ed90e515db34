import { z } from 'zod';
import type { Instant } from '../domain/interval.ts';
import type { Fields } from './case-file.ts';
import { instant, readFields, seconds } from './fields.ts';

/** What a case says happened on its ticket. */
export type CaseEvent =
  | { readonly type: 'status'; readonly at: Instant; readonly to: string }
  | { readonly type: 'promise'; readonly at: Instant; readonly targetMs?: number; readonly calendar?: string }
  | { readonly type: 'customer' | 'agent' | 'note' | 'bot'; readonly at: Instant };

const typeForm = z.object({ type: z.enum(['status', 'priority', 'policy', 'customer_message', 'agent_reply']) });
const at = { type: z.string(), at: instant };
const statusForm = z.object({ ...at, from: z.string().optional(), to: z.string() });
const promiseForm = z.object({
  ...at,
  from: z.string().optional(),
  to: z.string().optional(),
  target_seconds: seconds.optional(),
  calendar: z.string().optional(),
});
const replyForm = z.object({ ...at, public: z.boolean().default(true), bot: z.boolean().default(false) });

/** In order of time. Throws CannotExpress for an event or a field of one that is not known here. */
export function readEvents(events: readonly Fields[]): CaseEvent[] {
  return events.map(readEvent).toSorted((a, b) => a.at - b.at);
}

function readEvent(event: Fields): CaseEvent {
  const { type } = readFields(typeForm, { type: event['type'] });
  switch (type) {
    case 'status':
      return { ...readFields(statusForm, event), type };
    case 'priority':
    case 'policy': {
      const { at, target_seconds: targetMs, calendar } = readFields(promiseForm, event);
      return {
        type: 'promise',
        at,
        ...(targetMs !== undefined && { targetMs }),
        ...(calendar !== undefined && { calendar }),
      };
    }
    case 'customer_message':
      return { type: 'customer', at: readFields(z.object(at), event).at };
    case 'agent_reply': {
      const reply = readFields(replyForm, event);
      return { type: reply.bot ? 'bot' : reply.public ? 'agent' : 'note', at: reply.at };
    }
  }
}
