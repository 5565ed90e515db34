import { type Random, seededRandom } from '../../../src/simulator/random.ts';
import type { Actor, Desk, DeskPriority, DeskStatus, Happening, TicketStory } from './story.ts';

export interface DeskSize {
  readonly seed: number;
  readonly agents: number;
  readonly tickets: number;
  /** UTC milliseconds; tickets open in between, and nothing happens at or after `end`. */
  readonly start: number;
  readonly end: number;
}

const GROUPS = ['Service desk', 'Network', 'Workplace', 'Applications', 'Access'];
const ZONES = ['Europe/Madrid', 'America/New_York', 'Asia/Kolkata'] as const;
const WORK_TYPES = ['vpn', 'password', 'laptop', 'printer', 'mail', 'access'] as const;
const PRIORITIES = ['P1', 'P2', 'P3', 'P3', 'P3', 'P4'] as const;
const CHANNELS = ['mail', 'web', 'phone'] as const;
const STARS = [1, 3, 5, 5] as const;
const CUSTOMERS_A_TICKET = 0.2;

/** Now and then a rule changes many tickets within the same second: what ties at the edge of a page. */
const SWEEP_MS = 6 * 3_600_000;

/** The same size gives the same desk. */
export function makeDesk({ seed, agents, tickets, start, end }: DeskSize): Desk {
  const groups = GROUPS.map((name, i) => ({ n: i + 1, name }));
  const people = Array.from({ length: agents }, (_, i) => ({
    n: i + 1,
    name: `Agent ${i + 1}`,
    email: `agent${i + 1}@desk.example`,
    group: (i % groups.length) + 1,
    timeZone: ZONES[i % ZONES.length] ?? ZONES[0],
  }));
  const customers = Array.from({ length: Math.max(1, Math.round(tickets * CUSTOMERS_A_TICKET)) }, (_, i) => ({
    n: i + 1,
    name: `Customer ${i + 1}`,
    email: `customer${i + 1}@firm.example`,
  }));
  const arrivals = seededRandom(seed, 1);
  const opened = Array.from({ length: tickets }, () => wholeSecond(arrivals.between(start, end - 60_000))).sort(
    (a, b) => a - b,
  );
  const stories = opened.map((at, i) =>
    storyOf(i + 1, at, { random: seededRandom(seed, 2, i), agents, customers: customers.length, end }),
  );
  return { agents: people, groups, customers, tickets: stories };
}

interface Around {
  readonly random: Random;
  readonly agents: number;
  readonly customers: number;
  readonly end: number;
}

function storyOf(n: number, openedAt: number, around: Around): TicketStory {
  const { random, customers, end } = around;
  const happenings = lifeOf(openedAt, around).filter(({ at }) => at < end);
  return {
    n,
    requester: 1 + Math.floor(random.uniform() * customers),
    workType: random.pick([...WORK_TYPES]),
    channel: random.pick([...CHANNELS]),
    happenings,
  };
}

type Told = Happening extends infer H ? (H extends Happening ? Omit<H, 'at'> : never) : never;

/** A ticket's life: somebody takes it, works on it, perhaps waits, hands over, resolves, is called back. */
function lifeOf(openedAt: number, { random, agents }: Around): Happening[] {
  const life: Happening[] = [];
  let now = openedAt;
  const tell = (told: Told) => {
    life.push({ at: now, ...told } as Happening);
  };
  const later = (medianMinutes: number) => {
    now = Math.max(now + 1000, wholeSecond(now + random.logNormal(medianMinutes * 60_000, 1)));
  };
  const sweep = () => {
    now = Math.max(now + 1000, Math.ceil(now / SWEEP_MS) * SWEEP_MS);
  };
  const somebody = () => 1 + Math.floor(random.uniform() * agents);
  const groupOf = (agent: number) => ((agent - 1) % GROUPS.length) + 1;
  let holder = somebody();
  const byHolder = (): Actor => ({ agent: holder });
  const assign = (by: Actor, to: number) => tell({ kind: 'assigned', by, to, group: groupOf(to) });
  const status = (to: DeskStatus, by: Actor = byHolder()) => tell({ kind: 'status', by, to });

  tell({ kind: 'opened', by: 'requester', group: groupOf(holder), priority: random.pick([...PRIORITIES]) });
  later(20);
  assign(random.chance(0.5) ? byHolder() : 'automation', holder);
  later(2);
  status('open');
  if (random.chance(0.03)) {
    later(30);
    tell({ kind: 'deleted', by: byHolder() });
    return life;
  }
  if (random.chance(0.85)) {
    later(30);
    tell({ kind: 'reply', by: byHolder() });
  }
  if (random.chance(0.15)) {
    later(10);
    tell({ kind: 'priority', by: byHolder(), to: random.pick<DeskPriority>(['P1', 'P2', 'P3', 'P4']) });
  }
  for (let rounds = random.poisson(0.6); rounds > 0; rounds--) {
    later(15);
    status(random.chance(0.7) ? 'pending' : 'on-hold');
    later(240);
    tell({ kind: 'customer-reply', by: 'requester' });
    now += 1000;
    status('open', 'automation');
  }
  for (let hops = random.poisson(0.4); hops > 0; hops--) {
    later(40);
    tell({ kind: 'note', by: byHolder() });
    const next = somebody();
    now += 1000;
    if (next !== holder) assign(byHolder(), next);
    holder = next;
  }
  later(120);
  status('resolved');
  const rate = () => tell({ kind: 'rated', by: 'requester', stars: random.pick([...STARS]) });
  if (random.chance(0.3)) {
    later(300);
    rate();
    if (random.chance(0.2)) {
      later(60);
      rate();
    }
  }
  if (random.chance(0.12)) {
    later(600);
    tell({ kind: 'customer-reply', by: 'requester' });
    now += 1000;
    status('open', 'automation');
    later(90);
    tell({ kind: 'reply', by: byHolder() });
    later(60);
    status('resolved');
  }
  if (random.chance(0.6)) {
    now += 4 * 86_400_000;
    sweep();
    status('closed', 'automation');
  }
  return life;
}

const wholeSecond = (at: number): number => Math.floor(at / 1000) * 1000;
