import type { Verifier } from '../webhook.ts';

/** For a source whose webhooks come in several ways, such as a signed one and a rule that can only show a header. */
export const anyOf = (verifiers: readonly Verifier[]): Verifier => ({
  asksSecret: verifiers.every(({ asksSecret }) => asksSecret),
  check(request, secrets, now) {
    // All are tried, so that nobody learns by the time it takes which one was nearly right.
    const known = verifiers.map((verifier) => verifier.check(request, secrets, now));
    return known.find((one) => one !== null) ?? null;
  },
});
