'use client';

import { useEffect, useEffectEvent, useRef } from 'react';
import { destinations } from './destinations.ts';

/** `x`, `shift+x`, `escape`, `?`, ` `: in lower case, whatever the Caps Lock says, with `shift+` before a letter where it is held. */
export function keyName({ key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>): string {
  const shift = shiftKey && /^[a-z]$/i.test(key) ? 'shift+' : '';
  return shift + key.toLowerCase();
}

/** True while a person types text, or holds a modifier: then a letter is a letter. A checkbox takes no letters. */
export function isTyping(event: KeyboardEvent): boolean {
  const at = event.target;
  if (event.metaKey || event.ctrlKey || event.altKey) return true;
  if (!(at instanceof HTMLElement)) return false;
  if (at instanceof HTMLInputElement) return !/^(checkbox|radio|button|submit)$/.test(at.type);
  return at.isContentEditable || /^(textarea|select)$/i.test(at.tagName);
}

/** True where something lies over the screen that has keys of its own; `data-keys` says that the screen's keys go on in it. */
function isInOverlay({ target }: KeyboardEvent): boolean {
  const overlay = target instanceof Element ? target.closest('[role="dialog"], [role="menu"], [role="listbox"]') : null;
  return overlay !== null && overlay.querySelector('[data-keys]') === null;
}

/** So long `g` waits for the key of a screen. */
export const goesWithinMs = 1000;

/**
 * A screen's own keys, by `keyName`. They come before those of the frame, except where they are the second key after `g`. A handler that answers false has not
 * taken the key.
 */
export function useKeys(keys: Record<string, (event: KeyboardEvent) => unknown>): void {
  const wentAt = useRef(Number.NEGATIVE_INFINITY); // times count from when the page was opened: 0 would be just now
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    const going = event.timeStamp - wentAt.current < goesWithinMs && destinations.some(({ key }) => key === event.key);
    wentAt.current = event.key === 'g' ? event.timeStamp : Number.NEGATIVE_INFINITY;
    if (going || event.defaultPrevented || isTyping(event) || isInOverlay(event)) return;
    const name = keyName(event);
    const handle = Object.hasOwn(keys, name) ? keys[name] : undefined;
    if (handle && handle(event) !== false) event.preventDefault();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => pressed(event);
    window.addEventListener('keydown', listen, true); // before the frame's, which leaves alone what is taken
    return () => window.removeEventListener('keydown', listen, true);
  }, []);
}
