import { expect, test } from 'vitest';
import { inputFile } from '../inputFile.ts';
import { open } from './parse.ts';

const user = (name: string, account = '111122223333') => ({ UserName: name, Arn: `arn:aws:iam::${account}:user/${name}` });

/** Which users each source has, whether the set says that it is whole, and how many entries are rejected. */
async function read(...files: (string | object)[]) {
  const inputs = files.map((file, at) => {
    const bytes = new TextEncoder().encode(typeof file === 'string' ? file : JSON.stringify(file));
    return inputFile({
      name: `page-${at}.json`,
      async *open() {
        yield bytes;
      },
    });
  });
  const opened = open(inputs, { name: 'given', fingerprint: () => undefined });
  const users: string[] = [];
  let rejected = 0;
  for await (const record of opened.records) {
    if (!record.ok) rejected++;
    else users.push(`${record.row.source} ${'name' in record.row.document.body ? record.row.document.body.name : ''}`);
  }
  return { users: users.sort(), source: opened.source, complete: opened.complete, rejected };
}

const first = { UserDetailList: [user('a')], IsTruncated: true, Marker: 'AAAA' };
const second = { UserDetailList: [user('b')], IsTruncated: false };
const [a, b] = ['aws-gaad:111122223333 a', 'aws-gaad:111122223333 b'];

test('pages of one account are one snapshot, whatever their order', async () => {
  const whole = { users: [a, b], source: 'aws-gaad:111122223333', complete: true, rejected: 0 };
  expect(await read(first, second)).toEqual(whole);
  expect(await read(second, first)).toEqual(whole);
  expect(await read(JSON.stringify(first) + JSON.stringify(second))).toEqual(whole);
  expect(await read([first, second])).toEqual(whole);
});

test.each([
  ['a page that says there is another', [first], false],
  ['a page of the command line with a token', [{ UserDetailList: [user('a')], NextToken: 'eyJ' }], false],
  ['a page with a mark and no flag', [{ UserDetailList: [user('a')], Marker: 'AAAA' }], false],
  ['a page with neither', [{ UserDetailList: [user('a')], NextToken: null }], true],
  ['the last page of one account and the first of another', [second, { UserDetailList: [user('c', '444455556666')], IsTruncated: true }], false],
  ['nothing', ['{}'], false],
  ['a file that ends early', ['{"UserDetailList":[{"Arn":"arn:aws:iam::111122223333:user/a"},'], false],
  ['an entry that cannot be read', [{ UserDetailList: [{ UserName: 'x' }], IsTruncated: false }], false],
])('%s: complete is %s', async (_, files, complete) => {
  expect((await read(...files)).complete).toBe(complete);
});

test('each account is a source; what has no account of its own is of the answer that it stands in', async () => {
  const managed = { PolicyName: 'AWS', Arn: 'arn:aws:iam::aws:policy/AWS' };
  const one = { Policies: [managed], UserDetailList: [user('a')] };
  const other = { Policies: [managed], UserDetailList: [user('b', '444455556666')] };
  expect((await read(one, other)).users).toEqual(['aws-gaad:111122223333 AWS', a, 'aws-gaad:444455556666 AWS', 'aws-gaad:444455556666 b']);
  expect(await read({ Policies: [managed] })).toMatchObject({ users: ['aws-gaad:given AWS'], source: 'aws-gaad:given', complete: true });
});
