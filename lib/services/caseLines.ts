import type { z } from 'zod';
import { inputFile } from '../importers/inputFile.ts';
import { parseJson } from '../importers/parseJson.ts';
import { readLines } from '../importers/readLines.ts';
import { KeyblastError } from '../model/errors.ts';
import { findFiles } from './findFiles.ts';
import { readInput } from './readInput.ts';

/** The cases of a file, one JSON object a line, each with where it stands; empty lines are passed over. A line that is none throws INVALID with its number and what was expected. */
export async function* caseLines<Schema extends z.ZodType>(file: string, schema: Schema): AsyncGenerator<{ place: string; value: z.output<Schema> }> {
  for (const raw of findFiles([file])) {
    for await (const { line, text } of readLines(inputFile(raw))) {
      const place = `${file} line ${line}`;
      const value = parseJson(text);
      if (value === undefined) throw new KeyblastError('INVALID', `${place} is not JSON, expected one JSON object a line`);
      const read = readInput(schema, value);
      if (!read.ok) throw new KeyblastError('INVALID', `${place}: ${read.error.message}`);
      yield { place, value: read.value };
    }
  }
}

/** Is told what does not stop a command but may make its answer another than was meant. */
export type Warn = (text: string) => void;
