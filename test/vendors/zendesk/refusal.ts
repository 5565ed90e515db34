/** What the API refuses, in the one form it mostly has; the trap writes it in three others. */
export class Refusal extends Error {
  readonly status: number;
  readonly title: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, title: string, description: string, headers: Readonly<Record<string, string>> = {}) {
    super(description);
    this.status = status;
    this.title = title;
    this.headers = headers;
  }
}

export const notFound = (): Refusal => new Refusal(404, 'RecordNotFound', 'Not found');
export const invalid = (description: string): Refusal => new Refusal(400, 'InvalidParameter', description);

/** Plain text, or what is to be written as JSON. `shape`: 0 the usual one, 1 to 3 the others. */
export function refusalBody({ status, title, message }: Refusal, shape: number): string | object {
  if (shape === 1) return { errors: [{ code: title, title: message, status: String(status) }] };
  if (shape === 2) return { error: { title, message } };
  if (shape === 3) return `${title}: ${message}`;
  return { error: title, description: message };
}
