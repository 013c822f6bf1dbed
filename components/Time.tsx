'use client';

import { useSyncExternalStore } from 'react';
import { formatAgo } from '../lib/model/format.ts';

const never = () => () => {};
const minute = 60_000;
const ticking = (changed: () => void) => {
  const timer = setInterval(changed, minute);
  return () => clearInterval(timer);
};

/** A point of time in the viewer's own zone (UTC until the browser takes over), with UTC on hover. */
export function Time({ at, dateOnly }: { at: string; dateOnly?: boolean }) {
  const utc = `${at.slice(0, 10)}${dateOnly ? '' : ` ${at.slice(11, 16)} UTC`}`;
  const text = useSyncExternalStore(
    never,
    () => new Date(at).toLocaleString('en-GB', dateOnly ? { dateStyle: 'medium' } : { dateStyle: 'medium', timeStyle: 'short' }),
    () => utc,
  );
  return (
    <time dateTime={at} title={`${at.slice(0, 16).replace('T', ' ')} UTC`}>
      {text}
    </time>
  );
}

/** How long ago, kept current; `now` is the server's clock, so that the first picture is the same on both sides. */
export function Ago({ at, now }: { at: string; now: string }) {
  const text = useSyncExternalStore(
    ticking,
    () => formatAgo(at, new Date(Math.floor(Date.now() / minute) * minute)),
    () => formatAgo(at, new Date(now)),
  );
  return (
    <time dateTime={at} title={`${at.slice(0, 16).replace('T', ' ')} UTC`}>
      {text}
    </time>
  );
}
