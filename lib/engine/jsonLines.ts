import type { Socket } from 'node:net';

/**
 * Calls `each` with every line that arrives. Split at LF bytes only: readline would also split at U+2028, which JSON leaves as it is.
 * @param allowed how many bytes one line may have now; a longer one ends the connection
 */
export function onJsonLines(socket: Socket, each: (json: unknown) => void, allowed: () => number): void {
  let parts: Buffer[] = [];
  let length = 0;
  socket.on('data', (chunk: Buffer) => {
    let at = 0;
    for (let end = chunk.indexOf(10); end >= 0 && !socket.destroyed; end = chunk.indexOf(10, at)) {
      const line = Buffer.concat([...parts, chunk.subarray(at, end)]).toString('utf8');
      parts = [];
      length = 0;
      at = end + 1;
      each(parse(line));
    }
    parts.push(chunk.subarray(at));
    length += chunk.length - at;
    if (length > allowed()) socket.destroy();
  });
}

/** Undefined where the line is no JSON: no message of either side looks like that. */
function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** Nothing is written to a connection that is gone: whoever waited for it has gone with it. */
export function sendJsonLine(socket: Socket, message: object): void {
  if (!socket.destroyed && socket.writable) socket.write(`${JSON.stringify(message)}\n`);
}
