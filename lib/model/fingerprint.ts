import { createHmac, createSecretKey } from 'node:crypto';

/**
 * An alias that stands for a secret without giving it away: `fp:` and 32 hexadecimal digits (the first 128 bits of HMAC-SHA-256 under the installation's own
 * key). The same secret has the same fingerprint everywhere in one installation, and another one in every other. Undefined where the text would join what
 * does not belong together: a known placeholder, or a secret under 8 characters.
 */
export type Fingerprint = (secret: string) => string | undefined;

/** A fingerprint function under `key` (32 random bytes are expected, 16 is the least). */
export function makeFingerprint(key: Uint8Array): Fingerprint {
  if (key.byteLength < 16) throw new Error(`the installation's key has ${key.byteLength} bytes, at least 16 are needed`);
  const prepared = createSecretKey(key); // ten times as fast as handing over the bytes each time
  return (secret) => {
    const value = secret.trim();
    if (joinsNothing(value)) return undefined;
    return `fp:${createHmac('sha256', prepared).update(value, 'utf8').digest('hex').slice(0, 32)}`;
  };
}

/** True for what is no secret of its own: under 8 characters, or a known placeholder. Many credentials may carry it, so it must not make them one. */
export function joinsNothing(value: string): boolean {
  return [...value.slice(0, 16)].length < 8 || isPlaceholder(value);
}

const words = new Set(
  (
    'changeme change-me change_me changeit example examples secret secrets password passwd default undefined null none empty redacted removed hidden masked ' +
    'placeholder dummy sample testtest testing12 test1234 your-key-here your_key_here yourkeyhere your-api-key your_api_key your-api-key-here your_api_key_here yourapikey ' +
    'your-token your_token your-token-here your_token_here your-secret your_secret your-password your_password insert-key-here insert_key_here replace-me replace_me replaceme ' +
    'todo tbd fixme foobar foobarbaz password1 password123 12345678 123456789 1234567890 00000000 abcdefgh abcd1234 qwertyui api-key api_key apikey access-token access_token ' +
    'my-secret-key mysecretkey my-api-key my_api_key myapikey sk-xxx token-here notasecret not-a-secret topsecret to-be-replaced'
  ).split(' '),
);

/** Documentation says these, files are full of them: `changeme`, `xxxx`, `****`, `<TOKEN>`, `${X}`, `{{ x }}`, `%X%`, `$(x)`, `$X`, `your-key-here`, `[redacted:..]`. */
export function isPlaceholder(value: string): boolean {
  const text = value.trim().replace(/^(["'`])(.*)\1$/s, '$2');
  if (text.length > 100) return false;
  if (/^(.)\1*$/su.test(text)) return true; // one character, repeated
  if (/^(<[^<>]*>|\$\{[^{}]*\}|\$\([^()]*\)|\{\{[^{}]*\}\}|\{[A-Za-z_][\w.-]*\}|%[A-Za-z_]\w*%|\$[A-Z_][A-Z0-9_]*|\[[^[\]]*\]|#\{[^{}]*\}#?)$/s.test(text))
    return true;
  const lower = text.toLowerCase();
  if (words.has(lower)) return true;
  if (/^(your|my|insert|enter|replace|put|add|paste)[a-z_ -]*(key|token|secret|password|here|value)$/.test(lower)) return true;
  return /^[a-z0-9]{0,12}[-_]?[x*.]{6,}$/.test(lower) || /^(sk|ghp|xoxb|key|token)[-_](x+|your.*|example|test|dummy)$/.test(lower);
}
