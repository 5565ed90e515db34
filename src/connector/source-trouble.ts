/**
 * A source could not be asked, or gave no usable answer. The message says what to do. again: it may go well later, as
 * it is. refused: not before somebody has changed something.
 */
export class SourceTrouble extends Error {
  override readonly name = 'SourceTrouble';
  readonly kind: 'again' | 'refused';
  /** HTTP status; null: there was no answer. */
  readonly status: number | null;

  constructor(kind: 'again' | 'refused', message: string, status: number | null = null, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.kind = kind;
    this.status = status;
  }
}
