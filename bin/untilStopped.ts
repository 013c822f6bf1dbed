/** Resolves at Ctrl-C, at SIGTERM, or when the process that started this one has gone (its channel closes). */
export function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
    if (!process.channel) return;
    process.once('disconnect', () => resolve());
    process.channel.unref(); // waiting for the parent's end is no reason to stay
  });
}
