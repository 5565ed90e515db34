/** Below this share of cross-over tickets groups cannot be told from the people in them (statistics.md 2.3). */
const LEAST_CROSS_OVER = 0.05;

/**
 * Whether hard work and weak people can be told apart: agents tie together the groups (type x shift) they work in.
 * Source: statistics.md 2.3; Abowd, Kramarz & Margolis 1999, Econometrica 67:251.
 * @param work tickets (> 0) of an agent in a group; one entry a pair
 * @returns `components`: groups of groups tied by somebody, names sorted; `crossOver`: share (0 .. 1) of tickets done outside the agent's
 * own main group; `comparable`: whether figures may be compared across all groups
 * @throws RangeError when a count makes no sense
 */
export function connectivity(work: Iterable<{ agent: string; group: string; n: number }>): {
  components: string[][];
  crossOver: number;
  comparable: boolean;
} {
  const above = new Map<string, string>();
  const rootOf = (group: string): string => {
    let root = group;
    for (let next = above.get(root); next !== undefined && next !== root; next = above.get(root)) root = next;
    return root;
  };
  const agents = new Map<string, { first: string; total: number; most: number }>();
  for (const { agent, group, n } of work) {
    if (!(n > 0 && n < Infinity))
      throw new RangeError(`Give a finite number of tickets above 0, not ${n}: leave out pairs without any.`);
    if (!above.has(group)) above.set(group, group);
    const known = agents.get(agent) ?? { first: group, total: 0, most: 0 };
    agents.set(agent, { ...known, total: known.total + n, most: Math.max(known.most, n) });
    above.set(rootOf(group), rootOf(known.first));
  }
  const components = [...Map.groupBy(above.keys(), rootOf).values()].map((groups) => groups.sort());
  components.sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
  let total = 0;
  let outside = 0;
  for (const agent of agents.values()) {
    total += agent.total;
    outside += agent.total - agent.most;
  }
  const crossOver = total === 0 ? 0 : outside / total;
  const comparable = components.length <= 1 && (above.size <= 1 || crossOver >= LEAST_CROSS_OVER);
  return { components, crossOver, comparable };
}
