/** A delivery that cannot be understood. It is set aside with this reason, kept, and can be retried after the remedy. */
export class Rejected extends Error {
  override readonly name = 'Rejected';
  /** The reason without the particulars, by which set-aside deliveries are counted. */
  readonly reason: string;
  readonly remedy: string;

  constructor(reason: string, detail: string, remedy: string) {
    super(`${reason}: ${detail}. ${remedy}`);
    this.reason = reason;
    this.remedy = remedy;
  }
}
