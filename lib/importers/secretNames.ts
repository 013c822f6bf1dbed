import type { Fingerprint } from '../model/fingerprint.ts';
import { isObject, parseJson, textOf } from './parseJson.ts';

/** What a finding's secret is known by, once the secret is gone: its names, most telling first (none where it is a placeholder or too short to tell apart). */
export type Names = {
  names: string[];
  /** The issuer's public identifier, where there is one. */
  identifier?: string;
  /** The texts that must not appear anywhere in what is kept. */
  secrets: string[];
};

/**
 * `Raw` and `RawV2` as detectors fill them: mostly the secret alone; for secrets of several parts `Raw` is one part and `RawV2` all of them together, in an
 * order that depends on the detector (for AWS: the key id, then the secret; for others the secret, then a host).
 */
export function namesOf(raw: string, rawV2: string, fingerprint: Fingerprint): Names {
  const identifier = publicIdentifier(raw) ?? publicIdentifier(rawV2);
  const parts = secretParts(raw, rawV2);
  const prints = parts.flatMap((part) => fingerprint(part) ?? []);
  const names = [...new Set([...(identifier === undefined ? [] : [identifier]), ...prints])];
  const secrets = [...new Set([raw, rawV2, ...parts])].filter((part) => part.length >= 4 && publicIdentifier(part) === undefined);
  return identifier === undefined ? { names, secrets } : { names, identifier, secrets };
}

/** Releases of 2022 wrote Raw in base64 (Go's form for bytes); later ones say which decoder found it. */
export function decodedRaw(raw: string, decoderName: string | undefined): string {
  if (decoderName !== undefined || raw.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(raw)) return raw;
  const text = Buffer.from(raw, 'base64').toString('utf8');
  if (text.startsWith('-----BEGIN ')) return text;
  return /^[\x20-\x7e\r\n\t]+$/.test(text) ? text : raw;
}

/** Most telling first; each is a name under which another source may know the same secret. */
function secretParts(raw: string, rawV2: string): string[] {
  const parts = rawV2 === '' || rawV2 === raw ? [raw] : severalParts(raw, rawV2);
  return [...new Set([...parts, ...parts.flatMap(password)])].filter((part) => part !== '' && !bareIdentifier.test(part));
}

/** An access key id alone is public: it names the credential, but its fingerprint would say nothing. */
const bareIdentifier = /^(?:AKIA|ASIA)[A-Z0-9]{16}$/;

function severalParts(raw: string, rawV2: string): string[] {
  const key = serviceAccountKey(rawV2);
  if (key !== undefined) return [key, rawV2];
  if (rawV2.startsWith(raw)) {
    const rest = rawV2.slice(raw.length).replace(/^[:;,|]/, '');
    // an id and then its secret; or the secret and then where it is valid
    return /^[A-Za-z0-9+/_=~.-]{16,}$/.test(rest) && !/\.[a-z]{2,}/.test(rest) ? [rest, rawV2] : [raw, rawV2];
  }
  return rawV2.endsWith(raw) ? [raw, rawV2] : isPlain(raw) ? [rawV2] : [raw, rawV2];
}

/** An e-mail address or a host in `Raw` names an account, which may have many secrets. */
const isPlain = (raw: string): boolean => /^[\w.+-]+@[\w.-]+$|^[\w-]+(\.[\w-]+)+$/.test(raw);

function serviceAccountKey(rawV2: string): string | undefined {
  if (!rawV2.startsWith('{')) return undefined;
  const value = parseJson(rawV2);
  return isObject(value) ? textOf(value.private_key) : undefined;
}

/** The password of a URL is a secret of its own. */
function password(part: string): string[] {
  const found = /^[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:([^\s/@]+)@/i.exec(part)?.[1];
  return found === undefined ? [] : [found];
}

/** Identifiers that their issuer defines as public. */
function publicIdentifier(text: string): string | undefined {
  const aws = /^(?:AKIA|ASIA)[A-Z0-9]{16}/.exec(text)?.[0];
  if (aws !== undefined) return `aws:accesskey:${aws}`;
  if (!text.startsWith('{')) return undefined;
  const value = parseJson(text);
  const [id, account] = isObject(value) ? [textOf(value.private_key_id), textOf(value.client_email)] : [];
  return id !== undefined && account !== undefined ? `gcp:serviceaccount/${account}/keys/${id}` : undefined;
}

/** Takes the secret's own text out of whatever else a record says: file names and messages may repeat it. */
export function scrubber(secrets: string[], fingerprint: Fingerprint): (text: string) => string {
  const known = secrets.filter((secret) => secret.length >= 4).sort((a, b) => b.length - a.length);
  return (text) => known.reduce((kept, secret) => kept.replaceAll(secret, () => fingerprint(secret) ?? '[redacted:secret]'), text);
}
