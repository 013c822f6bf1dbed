import { expect, test } from 'vitest';
import { everywhere, onCredentials } from './shortcuts.ts';
import { keyName } from './useKeys.ts';

test('a key has one name, with Caps Lock on too', () => {
  const named = (key: string, shiftKey = false) => keyName({ key, shiftKey });
  expect([named('x'), named('X'), named('X', true), named('?', true), named('Escape'), named(' ')]).toEqual(['x', 'x', 'shift+x', '?', 'escape', ' ']);
});

test('the help lists each key of a place once', () => {
  for (const place of [everywhere, onCredentials]) {
    const keys = place.map((shortcut) => shortcut.keys.join('+'));
    expect(new Set(keys).size).toBe(keys.length);
  }
});
