import { identityKinds, issuances, presentations, revocations, statuses, storages } from '../../model/facts.ts';
import { parseTime } from '../../model/time.ts';

/** A cell's value in the form of facts, or what was expected instead. Cells that say nothing (`-`, `n/a`) are dropped before. */
export type Value<T> = { ok: true; value: T } | { ok: false; expected: string };

const nothing = /^(?:-+|n\/?a|none|null|nil|unknown|not set|no_information|not_supported|\?)$/i;
export const saysNothing = (cell: string): boolean => cell === '' || nothing.test(cell);

/** One of a closed set, by its own words or by those that inventories use instead. */
function oneOf<T extends string>(words: readonly T[], also: { [word: string]: T }): (cell: string) => Value<T> {
  return (cell) => {
    const word = cell.toLowerCase().replace(/[\s_]+/g, '-');
    const value = words.find((one) => one === word) ?? (Object.hasOwn(also, word) ? also[word] : undefined);
    return value === undefined ? { ok: false, expected: `one of ${words.join(', ')}` } : { ok: true, value };
  };
}

export const identityKind = oneOf(identityKinds, {
  ai: 'agent',
  'ai-agent': 'agent',
  assistant: 'agent',
  app: 'service',
  application: 'service',
  bot: 'service',
  machine: 'service',
  'service-account': 'service',
  'service-principal': 'service',
  workload: 'service',
  person: 'human',
  user: 'human',
  employee: 'human',
  team: 'group',
  public: 'anonymous',
});
export const issuance = oneOf(issuances, {
  manual: 'static',
  'long-lived': 'static',
  sso: 'interactive',
  'sign-in': 'interactive',
  spiffe: 'attested',
  oidc: 'attested',
  workload: 'attested',
});
export const presentation = oneOf(presentations, {
  'source-ip': 'source-bound',
  'ip-restricted': 'source-bound',
  'ip-bound': 'source-bound',
  network: 'source-bound',
  mtls: 'sender-constrained',
  dpop: 'sender-constrained',
  'hardware-key': 'sender-constrained',
  none: 'bearer',
});
export const storage = oneOf(storages, {
  code: 'plaintext',
  file: 'plaintext',
  clear: 'plaintext',
  environment: 'config',
  env: 'config',
  'secret-manager': 'vault',
  'secrets-manager': 'vault',
  kms: 'vault',
  hsm: 'hardware',
  tpm: 'hardware',
});
export const revocation = oneOf(revocations, {
  self: 'self-service',
  owner: 'self-service',
  administrator: 'admin',
  provider: 'vendor',
  unknown: 'none-known',
  none: 'none-known',
});
export const status = oneOf(statuses, {
  enabled: 'active',
  true: 'active',
  yes: 'active',
  '1': 'active',
  valid: 'active',
  inactive: 'disabled',
  false: 'disabled',
  no: 'disabled',
  '0': 'disabled',
  revoked: 'disabled',
  suspended: 'disabled',
  deactivated: 'disabled',
});

export function flag(cell: string): Value<boolean> {
  if (/^(?:true|yes|y|1|x)$/i.test(cell)) return { ok: true, value: true };
  return /^(?:false|no|n|0)$/i.test(cell) ? { ok: true, value: false } : { ok: false, expected: 'yes or no' };
}

export function level(cell: string): Value<1 | 2 | 3 | 4 | 5> {
  const value = ([1, 2, 3, 4, 5] as const).find((one) => String(one) === cell);
  return value === undefined ? { ok: false, expected: 'a whole number from 1 to 5' } : { ok: true, value };
}

/** As it stands: its zone is read, and counted where it has none, when the fact is normalised. */
export function time(cell: string): Value<string> {
  return parseTime(cell) ? { ok: true, value: cell } : { ok: false, expected: 'an ISO 8601 time such as 2026-11-01 or 2026-11-01T09:30:00Z' };
}

const secondsIn: { [unit: string]: number } = { '': 1, s: 1, m: 60, min: 60, h: 3600, d: 86_400, w: 604_800 };

export function seconds(cell: string): Value<number> {
  const found = /^(\d{1,12})\s*(s|m|min|h|d|w)?(?:ec(?:onds?)?|inutes?|ours?|ays?|eeks?)?$/i.exec(cell);
  const value = found ? Number(found[1]) * (secondsIn[(found[2] ?? '').toLowerCase()] ?? Number.NaN) : Number.NaN;
  return Number.isSafeInteger(value) && value >= 1 ? { ok: true, value } : { ok: false, expected: 'seconds, or a number with s, m, h, d or w' };
}
