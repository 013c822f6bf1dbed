import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { renderCsv } from './renderCsv.ts';
import { readSmallReport, renderedText } from './smallReport.ts';

const recordsOf = async (table?: string): Promise<string[][]> =>
  parse(await renderedText(renderCsv, await readSmallReport(), table), { record_delimiter: '\r\n' });

test('the main table is the list of credentials, its columns by their ids', async () => {
  expect(await recordsOf()).toEqual([
    ['credential', 'owner', 'leak.actionDays'],
    ['t:key/0', '', '0'],
    ['t:key/1', 'owner 1', '1.5'],
    ['t:key/2', 'owner 2', '3'],
  ]);
});

test('what a spreadsheet would take for a formula is inert, numbers stay numbers', async () => {
  const [heading, ...rows] = await recordsOf('every');
  expect(heading).toHaveLength(12);
  expect(rows.map(([text, key, integer, number]) => [text, key, integer, number])).toEqual([
    ["'=1+1", 'aws:arn:1', '3', '2.5'],
    ["'+1 555 0100", "'-minus", '0', '-1.5'],
    ["'\ttab", "'@channel", '', ''],
    ['says "hi", twice\nand again', '<script>alert(1)</script>', '1000000000', '1e-7'],
  ]);
  expect(rows.map((row) => row.at(-1))).toEqual(['read write', '', '', "'=x ,"]);
});

test('a table that is not there is told, with those that are', async () => {
  await expect(recordsOf('nothing')).rejects.toThrow('this report has no table "nothing"; it has every, credentials, annexed');
});
