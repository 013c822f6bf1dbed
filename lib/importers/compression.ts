import { KeyblastError } from '../model/errors.ts';

/** Logs shrink to a tenth or a fiftieth. What grows by more than this, and by much, was made to fill a disk (deflate reaches 1,032 at most). */
const mostRatio = 400;
const worthLooking = 64 * 1024 * 1024;

/** Refuses a compression bomb. @param packed bytes as stored @param unpacked bytes they become, or have become so far */
export function atMostRatio(what: string, packed: number, unpacked: number): void {
  if (unpacked > worthLooking && unpacked > packed * mostRatio)
    throw new KeyblastError('TOO_LARGE', `${what} unpacks to more than ${mostRatio} times its size, as a compression bomb does; nothing of it was imported`);
}
