import { expect, it } from 'vitest';
import { openAttempts } from './attempts.ts';

it('makes a further try wait after too many failures, until the window is over', () => {
  const attempts = openAttempts(3, 60_000);
  for (let i = 0; i < 3; i++) {
    expect(attempts.waitSeconds('a@example.com', i)).toBe(0);
    attempts.failed('a@example.com', i);
  }
  expect(attempts.waitSeconds('a@example.com', 1_000)).toBe(59);
  expect(attempts.waitSeconds('b@example.com', 1_000)).toBe(0);
  expect(attempts.waitSeconds('a@example.com', 60_000)).toBe(0);
});

it('forgets failures after a success', () => {
  const attempts = openAttempts(1);
  attempts.failed('a@example.com', 0);
  attempts.succeeded('a@example.com');
  expect(attempts.waitSeconds('a@example.com', 1)).toBe(0);
});
