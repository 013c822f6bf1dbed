/**
 * How numbers and times are written for a person, in English, the same on every screen and in every report. Exact values stay in the data; a shortened
 * figure always has the exact one beside it or on hover.
 */
const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const sixDecimals = new Intl.NumberFormat('en-US', { maximumFractionDigits: 6 });
const threeDigits = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 });

/** A count: `12,400`. */
export const formatCount = (n: number): string => whole.format(n);

/** An amount that may be huge, three significant digits: `0`, `4.25`, `812`, `35.9k`, `1.24M`, `3.1B`. */
export function formatAmount(n: number): string {
  if (n === 0) return '0';
  for (const [size, letter] of [
    [1e12, 'T'],
    [1e9, 'B'],
    [1e6, 'M'],
    [1e3, 'k'],
  ] as const) {
    if (n >= size * 0.9995) return `${threeDigits.format(n / size)}${letter}`;
  }
  return threeDigits.format(n);
}

/** The exact value behind a shortened one: `359,100.25`. */
export const formatExact = (n: number): string => sixDecimals.format(n);

/** A share 0..1: `0 %`, `< 0.1 %`, `3.4 %`, `61 %`, `100 %`. Never rounds something to nothing, or part to all. */
export function formatShare(share: number): string {
  const percent = share * 100;
  if (percent === 0) return '0 %';
  if (percent < 0.1) return '< 0.1 %';
  if (percent < 10) return `${percent.toFixed(1)} %`;
  if (percent < 100 && percent > 99) return '> 99 %';
  return `${Math.round(percent)} %`;
}

/** A time span in its largest fitting unit: `5 min`, `4 h`, `27 d`. */
export function formatSpan(seconds: number): string {
  const text = (value: number, unit: string) => `${threeDigits.format(value)} ${unit}`;
  if (seconds >= 86_400) return text(seconds / 86_400, 'd');
  if (seconds >= 3_600) return text(seconds / 3_600, 'h');
  if (seconds >= 60) return text(seconds / 60, 'min');
  return text(seconds, 's');
}

/** How long before `now` something was: `just now`, `12 min ago`, `3 h ago`, `41 d ago`. */
export function formatAgo(then: string, now: Date): string {
  const seconds = Math.floor((now.getTime() - Date.parse(then)) / 1000);
  if (seconds < 60) return seconds < -60 ? `in ${formatSpan(wholeUnits(-seconds))}` : 'just now';
  return `${formatSpan(wholeUnits(seconds))} ago`;
}

function wholeUnits(seconds: number): number {
  for (const unit of [86_400, 3_600, 60]) if (seconds >= unit) return Math.floor(seconds / unit) * unit;
  return seconds;
}

/** A noun after its count: `1 identity`, `2 identities`. */
export const plural = (n: number, one: string, many = `${one}s`): string => `${formatCount(n)} ${n === 1 ? one : many}`;

/** A size in bytes: `812 B`, `1.2 MB`, in powers of 1,000. */
export function formatBytes(bytes: number): string {
  const unit = bytes < 1000 ? 0 : Math.min(4, Math.floor(Math.log10(bytes) / 3));
  return `${threeDigits.format(bytes / 1000 ** unit)} ${['B', 'kB', 'MB', 'GB', 'TB'][unit]}`;
}
