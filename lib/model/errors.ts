/** The one list of error codes; `httpStatus` and `exitCode` below are its only two maps (docs/architecture.md, "Errors"). */
export const errorCodes = [
  'INVALID',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'CONFLICT',
  'TOO_LARGE',
  'UNSUPPORTED',
  'BUSY',
  'UNAVAILABLE',
  'INTERNAL',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

export const httpStatus: Record<ErrorCode, number> = {
  INVALID: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  TOO_LARGE: 413,
  UNSUPPORTED: 415,
  BUSY: 429,
  UNAVAILABLE: 503,
  INTERNAL: 500,
};

/** Exit status of the command line: 1 failed, 2 wrong usage. */
export const exitCode: Record<ErrorCode, 1 | 2> = {
  INVALID: 2,
  UNAUTHENTICATED: 1,
  FORBIDDEN: 1,
  NOT_FOUND: 1,
  CONFLICT: 1,
  TOO_LARGE: 1,
  UNSUPPORTED: 1,
  BUSY: 1,
  UNAVAILABLE: 1,
  INTERNAL: 1,
};

/** What a verb answers when it fails as can be expected: what was seen, what was expected, where, and what to do next. Never a secret. */
export type Failure = { code: ErrorCode; message: string };
export type Result<T> = { ok: true; value: T } | { ok: false; error: Failure };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });
export const fail = (code: ErrorCode, message: string): { ok: false; error: Failure } => ({ ok: false, error: { code, message } });

/** An expected failure on its way through a layer that cannot return a Result (a stream, a transaction callback). Turned back into a Failure at the verb. */
export class KeyblastError extends Error {
  readonly code: ErrorCode;
  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'KeyblastError';
    this.code = code;
  }
}
