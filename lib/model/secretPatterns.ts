import { isPlaceholder } from './fingerprint.ts';

/** One kind of secret that text can be searched for. */
export type SecretPattern = {
  /** What stands in `[redacted:TYPE]`. */
  type: string;
  /** Global; the secret is group 1 where there is one, else the whole match. */
  find: RegExp;
  /** Looks again at what was found; true where it is a secret after all. */
  confirm?: (secret: string, text: string, at: number) => boolean;
};

/** Formats that say themselves that they are secrets. Sources: the issuers' own pages on token formats. */
export const knownSecrets: SecretPattern[] = [
  { type: 'private-key', find: /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|$)/g },
  { type: 'jwt', find: /\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*/g },
  { type: 'github-token', find: /(?<![A-Za-z0-9])(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,})/g },
  { type: 'gitlab-token', find: /(?<![A-Za-z0-9])gl(?:pat|dt|rt|ptt|soat|cbt|agent|oas|ft|imt|ffct)-[A-Za-z0-9_.-]{16,}/g },
  { type: 'slack-token', find: /(?<![A-Za-z0-9])(?:xox[a-z]-[A-Za-z0-9-]{10,}|xapp-[A-Za-z0-9-]{10,}|xoxe\.xox[bp]-[A-Za-z0-9-]{10,})/g },
  { type: 'slack-webhook', find: /https:\/\/hooks\.slack\.com\/(?:services|workflows)\/([A-Za-z0-9/_-]{10,})/g },
  { type: 'discord-webhook', find: /https:\/\/discord(?:app)?\.com\/api\/webhooks\/\d+\/([A-Za-z0-9_-]{20,})/g },
  { type: 'api-key', find: /(?<![A-Za-z0-9])sk-[A-Za-z0-9_-]{16,}/g, confirm: isKeyLike },
  { type: 'stripe-key', find: /(?<![A-Za-z0-9])(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{10,}/g },
  { type: 'stripe-webhook-secret', find: /(?<![A-Za-z0-9])whsec_[A-Za-z0-9+/=]{16,}/g },
  { type: 'google-api-key', find: /(?<![A-Za-z0-9])AIza[A-Za-z0-9_-]{30,}/g },
  { type: 'google-oauth', find: /(?<![A-Za-z0-9])(?:ya29\.[A-Za-z0-9_.-]{20,}|GOCSPX-[A-Za-z0-9_-]{20,}|1\/\/0[A-Za-z0-9_-]{30,})/g },
  { type: 'npm-token', find: /(?<![A-Za-z0-9])npm_[A-Za-z0-9]{30,}/g },
  { type: 'pypi-token', find: /(?<![A-Za-z0-9])pypi-[A-Za-z0-9_-]{40,}/g },
  { type: 'huggingface-token', find: /(?<![A-Za-z0-9])(?:hf|api_org)_[A-Za-z0-9]{30,}/g },
  { type: 'vault-token', find: /(?<![A-Za-z0-9])(?:hv[sbr]\.[A-Za-z0-9_-]{20,}|[sb]\.[A-Za-z0-9]{24}(?![A-Za-z0-9.]))/g },
  { type: 'sendgrid-key', find: /(?<![A-Za-z0-9])SG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}/g },
  { type: 'twilio-key', find: /(?<![A-Za-z0-9])SK[0-9a-f]{32}(?![0-9a-f])/g },
  { type: 'shopify-token', find: /(?<![A-Za-z0-9])shp(?:at|ca|pa|ss|ua)_[A-Za-z0-9]{20,}/g },
  { type: 'digitalocean-token', find: /(?<![A-Za-z0-9])do[opr]_v1_[0-9a-f]{40,}/g },
  { type: 'databricks-token', find: /(?<![A-Za-z0-9])dapi[0-9a-f]{32}(?:-\d)?/g },
  { type: 'age-secret-key', find: /AGE-SECRET-KEY-1[A-Z0-9]{20,}/g },
  { type: 'azure-client-secret', find: /(?<![A-Za-z0-9_.~-])[A-Za-z0-9_~.-]{3}\dQ~[A-Za-z0-9_~.-]{31,34}(?![A-Za-z0-9_~.-])/g },
  { type: 'azure-storage-key', find: /(?:AccountKey|SharedAccessKey|SharedAccessSignature)\s*=\s*([^;\s"']{8,})/gi },
  { type: 'telegram-token', find: /(?<![A-Za-z0-9])\d{8,10}:AA[A-Za-z0-9_-]{32,33}(?![A-Za-z0-9_-])/g },
  { type: 'atlassian-token', find: /(?<![A-Za-z0-9])ATATT3[A-Za-z0-9_=-]{20,}/g },
  { type: 'linear-key', find: /(?<![A-Za-z0-9])lin_(?:api|oauth)_[A-Za-z0-9]{20,}/g },
  { type: 'service-token', find: /(?<![A-Za-z0-9])[a-z][a-z0-9]{1,20}_(?:sk|pat|key|token|secret|apikey)_[A-Za-z0-9]{16,}/g, confirm: isDense },
  { type: 'session-token', find: /(?<![A-Za-z0-9+/])(?:FwoGZXIvYXdz|IQoJb3JpZ2lu)[A-Za-z0-9+/=]{40,}/g },
  { type: 'url-password', find: /[a-z][a-z0-9+.-]{1,30}:\/\/[^\s/?#@:"'<>]{0,200}:([^\s/?#@"'<>]{1,500})@/gi, confirm: isReal },
  { type: 'bearer-token', find: /\b(?:bearer|basic|token|digest|apikey|negotiate)\s+([A-Za-z0-9._~+/=-]{12,})/gi, confirm: isDense },
];

/** Assignments by name: `password=…`, `token: …`, `"api_key": "…"`, `--password …`. A colon needs space or quotes, for `secret:name` is part of many identifiers. */
export const assignedSecrets: SecretPattern[] = [
  {
    type: 'assigned-secret',
    find: /(?<![A-Za-z])(?:password|passwd|passphrase|pwd|secret|secret_?key|token|api_?key|apikey|access_?key|account_?key|auth_?key|private_?key|client_?secret|credentials?|secret_?access_?key|session_?token|access_?token|refresh_?token|id_?token|auth_?token|bearer|x-api-key|sig|signature)["'`]?(?:\s*(?:=|:=|=>)\s*|\s*:\s+|\s*:\s*(?=["'`]))["'`]?([^\s"'`,;&)}\]]{4,})/gi,
    confirm: isReal,
  },
  {
    type: 'assigned-secret',
    find: /--(?:[a-z]{1,20}-){0,5}(?:password|passwd|passphrase|secret|token|api-?key|access-?key)\s+([^\s"'`-][^\s"'`]{3,})/gi,
    confirm: isReal,
  },
];

/** Long runs without a name or format that look drawn at random: an AWS secret key beside its AKIA, a home-made API key. */
export const randomSecrets: SecretPattern[] = [
  // always 40 characters: a lower bar is safe for just that length
  { type: 'aws-secret-key', find: /(?<![A-Za-z0-9+=_-])[A-Za-z0-9/+]{40}(?![A-Za-z0-9+=_-])/g, confirm: (run, text, at) => isRandom(run, text, at, 0.33) },
  { type: 'high-entropy', find: /[A-Za-z0-9+/_=-]{32,}/g, confirm: (run, text, at) => isRandom(run, text, at) },
];

/**
 * Drawn at random, as far as one can see: capitals, small letters and digits that alternate as in random text (0.62 of neighbours differ in kind there, less than
 * 0.35 in CamelCase), over many different characters. Digests, UUIDs and access key ids have no mixed case, paths have short parts: they stay.
 */
export function isRandom(run: string, text = run, at = 0, least = 0.4): boolean {
  if (!/[a-z]/.test(run) || !/[A-Z]/.test(run) || !/[0-9]/.test(run) || inKnownName(text, at)) return false;
  if (/(?:sha(?:1|224|256|384|512)|md5)[:-]$/i.test(text.slice(Math.max(0, at - 8), at)) || /^sha(?:256|384|512)-/.test(run)) return false;
  // a digest or an id is no secret because a path around it has letters of the other case
  const parts = run.split(/[/_=-]+/).filter((part) => !/^(?:[0-9a-f]*|[0-9A-F]*)$/.test(part));
  if (parts.every((part) => part.length < 12)) return false;
  // separators count for nothing: only neighbours within a part do, so that a path of many short words stays a path
  const within = parts.reduce((sum, part) => sum + part.length - 1, 0);
  return parts.reduce((sum, part) => sum + changes(part), 0) / within >= least && new Set(run).size >= 16;
}

/** Inside an ARN or a SPIFFE id, parts drawn at random are names (but not of buckets, whose names are small letters). */
function inKnownName(text: string, at: number): boolean {
  const start = Math.max(...[' ', '\n', '\t', '"', "'", ',', '(', '='].map((mark) => text.lastIndexOf(mark, at - 1))) + 1;
  return at > 0 && /^(?:aws:)?arn:(?!aws[\w-]*:s3:)|^spiffe:\/\//.test(text.slice(start, start + 24));
}

/** Neighbours of different kind (capital, small, digit, other). */
function changes(run: string): number {
  let count = 0;
  for (let i = 1; i < run.length; i++) if (kindOf(run.charCodeAt(i)) !== kindOf(run.charCodeAt(i - 1))) count++;
  return count;
}

function kindOf(code: number): number {
  if (code >= 97 && code <= 122) return 0;
  if (code >= 65 && code <= 90) return 1;
  return code >= 48 && code <= 57 ? 2 : 3;
}

/** More than words joined by hyphens: has a digit or changes case inside, and is no placeholder. */
function isDense(secret: string): boolean {
  return isReal(secret) && (/\d/.test(secret) || /[a-z][A-Z]/.test(secret) || /[A-Za-z]{20,}/.test(secret));
}

/** `sk-` also begins names of pods and roles: within a path or a longer name it needs a run of mixed characters. */
function isKeyLike(secret: string, text: string, at: number): boolean {
  if (!/[/._-]/.test(text.charAt(at - 1))) return isDense(secret);
  return (secret.match(/[A-Za-z0-9]{12,}/g) ?? []).some((run) => /\d/.test(run) && /[a-z]/.test(run) && /[A-Z]/.test(run));
}

/** Not what documentation writes for a secret, not a reference to one, not already replaced. */
export function isReal(secret: string): boolean {
  return !isPlaceholder(secret) && !/^(?:\[redacted|fp:[0-9a-f]{32}|\$\{|\$\(|\{\{|<|arn:aws|true$|false$|null$|none$|vault:|projects\/)/i.test(secret);
}

/**
 * A quick look, to spare the long one: false only where none of the patterns above can match. One pass notes which marks occur and how long the runs of
 * token characters are; only then are the prefixes searched that need those marks (0.2 us a key; all patterns cost 10).
 */
export function mayHoldSecret(text: string): boolean {
  if (text.length < 8) return false;
  let marks = 0;
  let run = 0;
  let longest = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const mark = code < 128 ? markOf[code]! : other;
    marks |= mark;
    run = mark & ends ? 0 : run + 1;
    if (run > longest) longest = run;
  }
  if (marks & assigning && assignment.test(text)) return true;
  if (marks & at && text.includes('://')) return true;
  if (longest >= 20 && (text.includes('hooks.slack.com') || text.includes('/api/webhooks/'))) return true;
  if (longest < 10) return false;
  if (longest >= 26 && ((marks & mixed) === mixed || text.includes('dapi'))) return true;
  return ((marks & under) !== 0 && underscored.test(text)) || ((marks & dash) !== 0 && dashed.test(text)) || ((marks & dot) !== 0 && dotted.test(text));
}

const [assigning, at, under, dash, dot, other, upper, lower, digit] = [1, 2, 4, 8, 16, 32, 64, 128, 256] as const;
const mixed = upper | lower | digit;
/** Marks that end a run of token characters. */
const ends = assigning | at | dot | other;
const marked = [
  ['= \n\t\r"\'`', assigning],
  ['@', at],
  ['_', under],
  ['-', dash],
  ['.', dot],
  ['ABCDEFGHIJKLMNOPQRSTUVWXYZ', upper],
  ['abcdefghijklmnopqrstuvwxyz', lower],
  ['0123456789', digit],
  ['+/~', 0],
] as const;
const markOf = new Uint16Array(128).fill(other);
for (const [letters, mark] of marked) for (const letter of letters) markOf[letter.charCodeAt(0)] = mark;
const assignment =
  /PRIVATE KEY|--[a-z]|(?:pass(?:word|wd|phrase)|pwd|secret|token|key|credentials?|bearer|basic|digest|negotiate|sig(?:nature)?|SharedAccess\w+)["'`]?(?:\s|:?\s*=|\s*:)/i;
const underscored = /gh[pousr]_|github_pat_|[sr]k_(?:live|test)_|whsec_|npm_|hf_|api_org_|shp[a-z]{2}_|do[opr]_v1_|lin_|_(?:sk|pat|key|token|secret|apikey)_/;
const dashed = /gl[a-z]{1,5}-|xox[a-z]-|xapp-|sk-|pypi-|GOCSPX-|AGE-SECRET-KEY-/;
const dotted = /eyJ|ya29|hv[sbr]\.|[sb]\.[A-Za-z0-9]{24}|SG\./;
