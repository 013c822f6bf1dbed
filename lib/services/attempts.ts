/** Failed sign-ins by who was tried, in this process: after `most` within `windowMs` every further try waits until the window is over. */
export type Attempts = {
  /** Seconds until the next try may be made; 0: now. */
  waitSeconds(who: string, nowMs: number): number;
  failed(who: string, nowMs: number): void;
  succeeded(who: string): void;
};

const mostKept = 10_000;

export function openAttempts(most = 8, windowMs = 15 * 60_000): Attempts {
  const failures = new Map<string, { count: number; firstMs: number }>();
  const of = (who: string, nowMs: number) => {
    const known = failures.get(who);
    return known && nowMs - known.firstMs < windowMs ? known : undefined;
  };
  return {
    waitSeconds(who, nowMs) {
      const known = of(who, nowMs);
      return known && known.count >= most ? Math.ceil((known.firstMs + windowMs - nowMs) / 1000) : 0;
    },
    failed(who, nowMs) {
      const known = of(who, nowMs) ?? { count: 0, firstMs: nowMs };
      failures.delete(who); // to the end of the map: the oldest are forgotten first
      failures.set(who, { ...known, count: known.count + 1 });
      for (const oldest of failures.keys()) {
        if (failures.size <= mostKept) break;
        failures.delete(oldest);
      }
    },
    succeeded: (who) => void failures.delete(who),
  };
}
