import { isPlaceholder } from '../model/fingerprint.ts';
import { namesSecret, redactText } from '../model/redact.ts';
import { isReal } from '../model/secretPatterns.ts';

/** Something that is secret by its name or looks, where it stands; and whether its value is there or only a reference to it. */
export type Held = { where: string; name: string; value: string } | { where: string; name: string; reference: string };
export type Parts = { env: { [name: string]: string }; headers?: { [name: string]: string }; args?: string[]; url?: string | undefined };

/** `${VAR}`, `${{ secrets.VAR }}`, `$VAR`, `${input:id}`, `${env:VAR:-}`, `{env:VAR}`, `op://…`, `keychain:…`: the value is kept elsewhere. */
const reference =
  /^(?:\$\{\{[^}]*\}\}|\$\{[^}]*\}|\$[A-Za-z_]\w*|\{(?:env|file):[^}]*\}|\{\{[^}]*\}\}|%[A-Za-z_]\w*%|(?:op|keychain|vault|secret|aws|gcp|env):\S+|<[^<>]*>)$/;

/** The words that stand for a secret in documentation: `your-circleci-token`, `<your token>`, `xxx`, `replace-me`. */
export const stands = (value: string): boolean =>
  isPlaceholder(value) ||
  /^(?:your|my|insert|enter|replace|paste|put)[-_ ]/i.test(value) ||
  /(?:[-_ ]here|^x{3,}|example|placeholder|changeme|dummy)$/i.test(value) ||
  /^<.*>$/s.test(value);

/** Every secret that something is configured with, in the order of the file. Empty values and placeholders are none. */
export function heldBy({ env, headers = {}, args = [], url }: Parts): Held[] {
  return [
    ...Object.entries(env).flatMap(([name, value]) => held('env', name, value)),
    ...Object.entries(headers).flatMap(([name, value]) => held('headers', name, value)),
    ...args.flatMap((arg, at) => heldInArg(arg, args[at + 1])),
    ...(url === undefined ? [] : heldInUrl('url', url)),
  ];
}

function held(where: string, name: string, given: string): Held[] {
  const value = given.trim().replace(/^(?:bearer|basic|token|apikey)\s+/i, '');
  if (value === '') return [];
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(value) && !/^(?:op|vault|keychain|secret):/i.test(value)) return heldInUrl(where, value, name);
  const word = secretWord(name);
  const secret = namesSecret(word) || inCapitals.test(word) || /^authorization$/i.test(name);
  if (reference.test(value)) return secret ? [{ where, name, reference: value }] : [];
  if (stands(value)) return [];
  return secret || redactText(value) !== value ? [{ where, name, value }] : [];
}

/** Environment variables join words without a mark: `PGPASSWORD`. */
const inCapitals = /^[A-Z0-9_]*(?:PASSWORD|PASSWD|TOKEN|SECRET|APIKEY|_KEY)$/;

/** Public by their issuer: an access key id, the name of a key; and settings that only sound secret. */
const secretWord = (name: string): string => (/(?:_|-|^)(?:id|name|file|path|url|type|ttl|region|version)$/i.test(name) ? '' : name);

function heldInArg(arg: string, next: string | undefined): Held[] {
  const assigned = /^(?:--?)?([A-Za-z][\w.-]*)=(.+)$/s.exec(arg);
  if (assigned) return held('args', assigned[1]!.replaceAll('-', '_'), assigned[2]!);
  const header = /^([A-Za-z-]+):\s*(.+)$/s.exec(arg);
  if (header && !/^https?$/i.test(header[1]!)) return held('args', header[1]!, header[2]!);
  if (/^https?:\/\//i.test(arg)) return heldInUrl('args', arg);
  const option = /^--?([A-Za-z][\w-]*)$/.exec(arg)?.[1];
  if (option !== undefined)
    return next === undefined || next.startsWith('-') || next.includes('=')
      ? []
      : held('args', option.replaceAll('-', '_'), next).filter((one) => namesSecret(one.name));
  return redactText(arg) !== arg && isReal(arg) ? held('args', 'argument', arg) : [];
}

/** The password before the host, and parameters of the query that are named as secrets. */
function heldInUrl(where: string, text: string, name = 'url'): Held[] {
  const password = /^[a-z][a-z0-9+.-]*:\/\/[^\s/?#@:]*:([^\s/?#@]+)@/i.exec(text)?.[1];
  const found: Held[] = password === undefined ? [] : valueOrReference(where, `${name} password`, password);
  for (const [, key = '', value = ''] of text.matchAll(/[?&]([^=&#\s]+)=([^&#\s]+)/g)) if (namesSecret(key)) found.push(...valueOrReference(where, key, value));
  return found;
}

function valueOrReference(where: string, name: string, value: string): Held[] {
  if (reference.test(value)) return [{ where, name, reference: value }];
  return stands(value) ? [] : [{ where, name, value }];
}
