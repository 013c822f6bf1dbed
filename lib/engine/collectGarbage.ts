import v8 from 'node:v8';
import vm from 'node:vm';

/**
 * Frees what is held no more, now: where arrays of hundreds of megabytes follow one another, waiting until the next collection comes by itself would have both of them in memory. Costs some
 * milliseconds, because hardly anything else lies in the heap.
 */
export function collectGarbage(): void {
  collect ??= exposed();
  for (let twice = 0; twice < 2; twice++) collect(); // the second frees the memory of the arrays that the first has let go
}

let collect: (() => void) | undefined;

/** Only a context that is made after the flag was set has the function. */
function exposed(): () => void {
  v8.setFlagsFromString('--expose-gc');
  return vm.runInNewContext('gc');
}
