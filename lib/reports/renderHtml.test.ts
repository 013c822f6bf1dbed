import { expect, test } from 'vitest';
import { listedRows, renderHtml } from './renderHtml.ts';
import { readSmallReport, renderedText } from './smallReport.ts';

test('texts are texts: nothing that somebody wrote becomes a part of the page', async () => {
  const html = await renderedText(renderHtml, await readSmallReport());
  expect(html).toContain('&#60;script&#62;alert(1)&#60;/script&#62;');
  expect(html).toContain('Everything &#60;b&#62;&#38;amp; more&#60;/b&#62;');
  expect(html).not.toMatch(/<script|<b>/);
  expect(html.match(/<svg /g)).toHaveLength(4);
  expect(html).toContain(`<dd>${'e'.repeat(64)}</dd>`);
});

test('intervals, what was before, and what is absent are written out', async () => {
  const html = await renderedText(renderHtml, await readSmallReport());
  expect(html).toContain('<dd class="value">38, up to 112</dd><dd class="note">before: 40, up to 112</dd>');
  expect(html).toContain('<dt>Median time to contain</dt><dd class="value">none</dd>');
});

test('a long table shows its first rows and says where the rest is; an annex is left out', async () => {
  const html = await renderedText(renderHtml, await readSmallReport(listedRows + 700));
  expect(html.match(/<td class="key">t:key\//g)).toHaveLength(listedRows);
  expect(html).toContain(`The first ${listedRows} of ${listedRows + 700} rows; the CSV of the table "credentials" has them all`);
  expect(html).not.toContain('leftOutOfPaper');
});
