import { KeyblastError, type Result } from '../lib/model/errors.ts';

/** One JSON document on stdout. */
export const printJson = (value: unknown): void => void process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);

/** One JSON object a line on stdout, where a list is asked for. */
export function printJsonLines(rows: Iterable<unknown>): void {
  for (const row of rows) process.stdout.write(`${JSON.stringify(row)}\n`);
}

export const printLine = (text = ''): void => void process.stdout.write(`${text}\n`);

/** For people, on stderr. */
export const say = (text: string): void => void process.stderr.write(`${text}\n`);

/** The value, or the failure on its way to the command frame, which prints it and sets the exit status. */
export function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new KeyblastError(result.error.code, result.error.message);
}
