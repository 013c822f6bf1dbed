/**
 * Resolves at Ctrl-C, at SIGTERM, or when the process that started this one has gone (its channel closes, or has closed already). To be called first of all: what
 * happens before it listens is only seen in the channel.
 */
export function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
    if (process.connected === undefined) return; // not started with a channel
    if (!process.connected) return resolve();
    process.once('disconnect', () => resolve());
    process.channel?.unref(); // waiting for the parent's end is no reason to stay
  });
}
