import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { findActor, type SignedIn } from '../lib/services/auth.ts';
import type { Context } from '../lib/services/context.ts';
import { processContext } from './processContext.ts';

export type PersonContext = Context & { actor: SignedIn };

/** The context of the person who asks, once a request; undefined without a session. */
export const findContext = cache(async (): Promise<PersonContext | undefined> => {
  const base = await processContext();
  const actor = await findActor(base, await headers());
  return actor && { ...base, actor };
});

/** First line of every page: the person's context, or off to the sign-in, and back here afterwards. */
export async function requireContext(): Promise<PersonContext> {
  const context = await findContext();
  if (context) return context;
  const path = (await headers()).get('x-path') ?? '/';
  redirect(path === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(path)}`);
}
