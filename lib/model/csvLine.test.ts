import { expect, test } from 'vitest';
import { csvLine } from './csvLine.ts';

test('text that a spreadsheet would run is made inert, numbers stay numbers', () => {
  expect(csvLine(['=1+1', '+a', '-a', '@a', '\ta', '\ra', -1.5, true, undefined])).toBe(`'=1+1,'+a,'-a,'@a,'\ta,"'\ra",-1.5,true,\r\n`);
});

test('quotes, commas and line ends are quoted', () => {
  expect(csvLine(['a"b', 'a,b', 'a\nb', 'a b'])).toBe('"a""b","a,b","a\nb",a b\r\n');
});
