/** Stood for "still" in `contribution.known_until`, until what is superseded got a table of its own (013). */
export const STILL = Number.MAX_SAFE_INTEGER;
