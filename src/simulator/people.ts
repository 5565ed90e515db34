import { DAY, type DeskPlan, HOUR, instantAt, mondayOf } from './desk-plan.ts';
import { FIRST_NAMES, LAST_NAMES } from './names.ts';
import { type Random, STREAM, seededRandom } from './random.ts';
import type { Shift } from './work-mix.ts';
import type { Rhythm } from './working-hours.ts';

export type Region = 'EMEA' | 'AMER' | 'APAC';

/** What anyone may know about a person of the desk; how well they work is in truth.ts. */
export interface Person extends Rhythm {
  readonly index: number;
  readonly account: string;
  readonly name: string;
  readonly team: string;
  readonly line: 'first' | 'second';
  readonly region: Region;
  readonly timezone: string;
  readonly manager: string;
  /** Tickets resolved in 30 days. */
  readonly volume: number;
  readonly joinsLate: boolean;
  /** The one person who resolves almost all telephony. */
  readonly phoneExpert: boolean;
}

export const BOT_ACCOUNT = 'auto-close';
const SECOND_LINE = 'Second Line';
export const serviceDeskOf = (region: Region): string => `Service Desk ${region}`;

const REGIONS = ['EMEA', 'AMER', 'APAC'] as const;
/** Zones without daylight saving (see Rhythm). */
const zones: Readonly<Record<Region, readonly [Zone, ...Zone[]]>> = {
  EMEA: [zone('Africa/Lagos', 1), zone('Africa/Johannesburg', 2), zone('Europe/Istanbul', 3)],
  AMER: [zone('America/Bogota', -5), zone('America/Sao_Paulo', -3)],
  APAC: [zone('Asia/Singapore', 8), zone('Asia/Manila', 8), zone('Asia/Tokyo', 9)],
};
const managers: Readonly<Record<string, string>> = {
  'Service Desk EMEA': 'm.bergstrom',
  'Service Desk AMER': 'm.delgado',
  'Service Desk APAC': 'm.nakagawa',
  [SECOND_LINE]: 'm.osei',
};

/** Half of the desk works by day. */
const SHIFT_CYCLE = ['day', 'evening', 'day', 'night'] as const;
const SECOND_LINE_EVERY = 7;
const LATE_JOINERS_SHARE = 3 / 48;
const MEAN_VOLUME = 34.5; // with the median 32 of the sheet
const VOLUME_SIGMA = 0.6;
const EXPERT_VOLUME = 40;

interface Zone {
  readonly timezone: string;
  readonly offset: number;
}

export function peopleOf(plan: DeskPlan): readonly Person[] {
  const random = seededRandom(plan.seed, STREAM.people);
  const names = namesOf(plan.agents, random);
  const volumes = volumesOf(plan.agents, random);
  const late = new Set(lateJoinersOf(plan.agents, random));
  return names.map(({ name, account }, index) => {
    const joinsLate = late.has(index);
    return {
      index,
      name,
      account,
      ...placeOf(index, random),
      startedAt: joinsLate
        ? mondayOf(instantAt(plan, random.between(0.3, 0.6)))
        : plan.start - earlierDays(random) * DAY,
      joinsLate,
      phoneExpert: index === 0,
      volume: index === 0 ? EXPERT_VOLUME : (volumes[index] ?? MEAN_VOLUME),
    };
  });
}

function zone(timezone: string, hoursEast: number): Zone {
  return { timezone, offset: hoursEast * HOUR };
}

/** Shifts go round fastest, then regions, so that every region has every shift. */
function placeOf(index: number, random: Random) {
  const shift = SHIFT_CYCLE[index % SHIFT_CYCLE.length] ?? 'day';
  const region = REGIONS[Math.floor(index / SHIFT_CYCLE.length) % REGIONS.length] ?? 'EMEA';
  const line: 'first' | 'second' = index % SECOND_LINE_EVERY === SECOND_LINE_EVERY - 2 ? 'second' : 'first';
  const team = line === 'second' ? SECOND_LINE : serviceDeskOf(region);
  return {
    shift,
    region,
    line,
    team,
    manager: managers[team] ?? '',
    daysOff: daysOffOf(shift, random),
    ...random.pick(zones[region]),
  };
}

/** The day crew has its weekends; the others are spread over the week. */
function daysOffOf(shift: Shift, random: Random): readonly number[] {
  const first = shift === 'day' && random.chance(0.85) ? 5 : Math.floor(random.between(0, 7));
  return [first, (first + 1) % 7];
}

/** Log-normal over people, scaled so that the desk's total hardly depends on the seed. */
function volumesOf(agents: number, random: Random): readonly number[] {
  const draws = Array.from({ length: agents }, () => random.logNormal(1, VOLUME_SIGMA));
  const scale = (MEAN_VOLUME * agents) / draws.reduce((sum, draw) => sum + draw, 0);
  return draws.map((draw) => Math.min(150, Math.max(6, draw * scale)));
}

function lateJoinersOf(agents: number, random: Random): readonly number[] {
  const others = Array.from({ length: agents - 1 }, (_, index) => index + 1);
  return random.shuffled(others).slice(0, Math.round(agents * LATE_JOINERS_SHARE));
}

function earlierDays(random: Random): number {
  return Math.floor(random.between(200, 2500));
}

function namesOf(agents: number, random: Random): readonly { name: string; account: string }[] {
  const firsts = random.shuffled(FIRST_NAMES);
  const lasts = random.shuffled(LAST_NAMES);
  const taken = new Map<string, number>();
  return Array.from({ length: agents }, (_, index) => {
    const first = firsts[index % firsts.length] ?? 'Alex';
    const last = lasts[index % lasts.length] ?? 'Example';
    const wish = `${first[0] ?? 'x'}.${last}`.toLowerCase();
    const before = taken.get(wish) ?? 0;
    taken.set(wish, before + 1);
    return { name: `${first} ${last}`, account: before === 0 ? wish : `${wish}${before + 1}` };
  });
}
