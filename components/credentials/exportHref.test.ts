import { expect, test } from 'vitest';
import { exportHref } from './exportHref.ts';

test('an export names its filter or its rows, never both, and its columns only where they are chosen', () => {
  const query = (href: string) => Object.fromEntries(new URL(href, 'http://localhost').searchParams);
  expect(query(exportHref({ filter: 'owner:none "a b"', sort: '-owner' }))).toEqual({ filter: 'owner:none "a b"', sort: '-owner' });
  expect(query(exportHref({ filter: 'owner:none', sort: 'owner', ids: ['1', '2'], columns: ['credential', 'owner'] }))).toEqual({
    ids: '1,2',
    sort: 'owner',
    columns: 'credential,owner',
  });
});
