const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const form = /^A[KS]IA([Q-Z2-7][A-Z2-7]{9})[A-Z2-7]{6}$/;

/**
 * The account that an access key is of, from its id alone: since 2019 the id carries it, in base 32 (A. Steele, "AWS Access Key ID formats"; T. Be'ery, "A short note on AWS key ID"; sts:GetAccessKeyInfo
 * says the same). Undefined for the ids made before, whose fifth character is below Q, and for what is no id.
 */
export function accountOfAccessKey(id: string): string | undefined {
  const part = form.exec(id)?.[1];
  if (part === undefined) return undefined;
  // ten characters are 50 bits: a set one, the 40 of the account, and nine of what follows
  const bits = [...part].reduce((sum, letter) => sum * 32n + BigInt(alphabet.indexOf(letter)), 0n);
  const account = (bits >> 9n) & ((1n << 40n) - 1n);
  return account < 1_000_000_000_000n ? String(account).padStart(12, '0') : undefined;
}
