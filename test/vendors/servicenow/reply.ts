export interface Ask {
  readonly method: string;
  readonly path: string;
  readonly params: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A text is sent as it is, as HTML; anything else as JSON; undefined: nothing. */
  readonly body?: unknown;
}

export const result = (value: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Reply => ({
  status,
  headers,
  body: { result: value },
});

/** The one form of error that the REST API has. */
export const failure = (
  status: number,
  message: string,
  detail: string | null = null,
  headers: Readonly<Record<string, string>> = {},
): Reply => ({ status, headers, body: { error: { message, detail }, status: 'failure' } });

export const NO_RESOURCE = failure(400, 'Requested URI does not represent any resource');
export const NO_RECORD = failure(404, 'No Record found', "Record doesn't exist or ACL restricts the record retrieval");
export const NO_RIGHTS = failure(403, 'Operation Failed', 'ACL Exception Insert Failed due to security constraints');

const ASLEEP = '<!DOCTYPE html><html><head><title>Instance Hibernating page</title></head>';
export const LOGIN_PAGE: Reply = {
  status: 200,
  body: `${ASLEEP}<body>Your instance is hibernating. Sign in to wake it.</body></html>`,
};

/** Undefined: not JSON, or not an object. */
export function jsonOf(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
