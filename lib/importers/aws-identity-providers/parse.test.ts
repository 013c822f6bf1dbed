import { expect, test } from 'vitest';
import { inputFile } from '../inputFile.ts';
import { open } from './parse.ts';

async function read(name: string, ...values: object[]) {
  const file = inputFile({
    name: 'providers.json',
    async *open() {
      yield new TextEncoder().encode(values.map((value) => JSON.stringify(value)).join('\n'));
    },
  });
  const opened = open([file], { name, fingerprint: () => undefined });
  const said: unknown[] = [];
  for await (const record of opened.records) said.push(record.ok ? record.row.provider : record.reason);
  return { said, complete: opened.complete, source: opened.source };
}

const github = (account: string) => `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com`;
const listed = (...accounts: string[]) => ({ OpenIDConnectProviderList: accounts.map((account) => ({ Arn: github(account) })) });
const details = { Url: 'https://token.actions.githubusercontent.com/', ClientIDList: ['sts.amazonaws.com'], ThumbprintList: [] };
const provider = (account: string) => ({ account, arn: github(account), type: 'oidc', url: details.Url, clientIds: ['sts.amazonaws.com'] });
const unknown = ['the answer does not say which provider it is about, and no list among these files has one of its Url'];

test('details are of the listed provider with that address, whichever comes first', async () => {
  const whole = { said: [provider('111122223333')], complete: true, source: 'aws-identity-providers:111122223333' };
  expect(await read('default', listed('111122223333'), details)).toEqual(whole);
  expect(await read('default', details, listed('111122223333'))).toEqual(whole);
});

test('without a list they are of the account that is the name given at import; with two of that address, of none', async () => {
  expect((await read('444455556666', details)).said).toEqual([provider('444455556666')]);
  expect(await read('default', details)).toMatchObject({ said: unknown, complete: false });
  expect((await read('444455556666', listed('111122223333', '777788889999'), details)).said).toContain(unknown[0]);
});

test('details that repeat the ARN need no list', async () => {
  expect((await read('default', { ...details, Arn: github('111122223333') })).said).toEqual([provider('111122223333')]);
});
