/** Thresholds of the rules, each with its reason. Days are whole ones. */
export const limits = {
  /** CIS 5.3 names 45 days for dormant accounts. */
  dormantDays: 45,
  /** What most policies ask for between rotations. */
  rotatedDays: 90,
  /** A year and a day: what is renewed yearly is not long-lived. */
  lifetimeDays: 366,
  /** Of an attested token, in seconds: a day is far above the minutes to an hour that such tokens are made for. */
  tokenSeconds: 86_400,
  /** As likelihood has it: more readers than this, and nobody knows who has read it. */
  readers: 10,
  /** Credentials that may reach one crown jewel before that is a finding of its own. */
  exposure: 10,
  /** Part of the estate's weight behind one credential. */
  share: 0.1,
} as const;
