import { expect, test } from 'vitest';
import { streamText } from './streamText.ts';

/** Three pieces; tells how many were asked for, and whether they were ended. */
function pieces(fail = false) {
  const told = { asked: 0, ended: false };
  async function* make(): AsyncGenerator<string, void> {
    try {
      for (const piece of ['a', 'ö', 'c']) {
        told.asked++;
        if (fail && piece === 'c') throw new Error('another analysis');
        yield piece;
      }
    } finally {
      told.ended = true;
    }
  }
  return { told, made: make() };
}

test('all pieces, in UTF-8', async () => {
  expect(await new Response(streamText(pieces().made)).text()).toBe('aöc');
});

test('nothing is asked for before somebody reads, and nothing after the reader has gone', async () => {
  const { told, made } = pieces();
  const reader = streamText(made).getReader();
  await Promise.resolve();
  expect(told.asked).toBe(0);
  await reader.read();
  expect(told).toEqual({ asked: 1, ended: false });
  await reader.cancel();
  expect(told).toEqual({ asked: 1, ended: true });
});

test('a failure in the middle breaks the answer off', async () => {
  await expect(new Response(streamText(pieces(true).made)).text()).rejects.toThrow('another analysis');
});
