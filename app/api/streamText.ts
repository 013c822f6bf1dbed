/**
 * Text that comes in pieces as the body of an answer, in UTF-8: the next piece is asked for when the reader has taken the last one. A reader that goes away ends the
 * pieces; pieces that fail break the connection off, so that nobody takes half a file for a whole one.
 */
export function streamText(pieces: AsyncGenerator<string, void>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await pieces.next();
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value));
      },
      async cancel() {
        await pieces.return();
      },
    },
    { highWaterMark: 0 },
  );
}
