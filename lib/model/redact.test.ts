import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isPlaceholder, makeFingerprint } from './fingerprint.ts';
import { namesSecret, redactDocument, redactFact, redactJson, redactKey, redactText } from './redact.ts';
import { mayHoldSecret } from './secretPatterns.ts';

const fingerprint = makeFingerprint(new Uint8Array(32).fill(7));
const print = /fp:[0-9a-f]{32}/;

/** Each made up; the type is what stands in its place. */
const secrets: [string, string][] = [
  ['github-token', `ghp_${'FakeFake01'.repeat(4)}`],
  ['github-token', `gho_${'FakeFake01'.repeat(4)}`],
  ['github-token', `github_pat_${'FakeFake01_'.repeat(5)}x`],
  ['gitlab-token', 'glpat-FakeFake0123456789'],
  ['slack-token', 'xoxb-000000000000-FakeFake00'],
  ['api-key', 'sk-FakeFakeFakeFake0123456789'],
  ['api-key', 'sk-ant-api03-FakeFake0123456789'],
  ['google-api-key', `AIza${'FakeFake01_'.repeat(3)}aa`],
  ['npm-token', `npm_${'FakeFake01'.repeat(4)}`],
  ['jwt', 'eyJhbGciOiJub25lIn0.eyJmYWtlIjoiZmFrZSJ9.ZmFrZWZha2VmYWtl'],
  ['private-key', '-----BEGIN RSA PRIVATE KEY-----\nRmFrZQ==\n-----END RSA PRIVATE KEY-----'],
  ['private-key', '-----BEGIN OPENSSH PRIVATE KEY-----\nRmFrZQ=='],
  ['aws-secret-key', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'],
  ['high-entropy', 'x8Fj29dkLs02mcnV83jfLQpz04mfKs8A'],
];

/** Around a secret: what the rest of a text may look like. */
const around: [string, string, string][] = [
  ['url-password', 'postgres://demo:', 'Fake0Password'],
  ['bearer-token', 'Authorization: Bearer ', 'FakeFake0123456789'],
  ['assigned-secret', 'password=', 'fake hunter'.replace(' ', '0')],
  ['assigned-secret', 'token: ', 'fakefake01'],
  ['assigned-secret', '{"api_key": "', 'fakefake02'],
  ['assigned-secret', 'DB_PASSWORD=', 'fakefake03'],
  ['assigned-secret', 'run --password ', 'fakefake04'],
];

describe('what is a secret', () => {
  test.each(secrets)('%s: %s', (type, secret) => {
    expect(redactText(secret)).toBe(`[redacted:${type}]`);
    expect(redactText(`see ${secret} there`)).toBe(`see [redacted:${type}] there`.replace(/(private-key\]) there/, secret.endsWith('==') ? '$1' : '$1 there'));
    expect(redactKey(secret, fingerprint)).toBe(fingerprint(secret));
    expect(redactKey(`demo:${secret}`, fingerprint)).toBe(`demo:${fingerprint(secret)}`);
  });

  test.each(around)('%s after %s', (type, before, secret) => {
    const after = type === 'url-password' ? '@db.example.com/x' : '';
    expect(redactText(before + secret + after)).toBe(`${before}[redacted:${type}]${after}`);
    expect(redactKey(before + secret + after, fingerprint)).toBe(`${before}${fingerprint(secret)}${after}`);
  });

  test('a secret too short to be told apart makes the whole key a fingerprint in its place', () => {
    const key = redactKey('https://a:hunt3r@host.example', fingerprint);
    expect(key).toBe(`https://a:${fingerprint('https://a:hunt3r@host.example')}@host.example`);
  });
});

const hex = (length: number) => fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length });
const word = fc.string({ unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz'), minLength: 1, maxLength: 12 });
const name = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join('-'));
const account = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 12, maxLength: 12 });
const upper = (length: number) => fc.string({ unit: fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'), minLength: length, maxLength: length });

/** The key forms of docs/keys.md, and other names that look random and are none. */
const forms: Record<string, fc.Arbitrary<string>> = {
  arn: fc.tuple(account, name, upper(13)).map(([id, role, tail]) => `aws:arn:aws:iam::${id}:role/service-role/${role}-LambdaServiceRole-${tail}`),
  secretArn: fc.tuple(account, name).map(([id, role]) => `arn:aws:secretsmanager:eu-west-1:${id}:secret:prod/${role}-AbC1eF`),
  accessKey: upper(16).map((id) => `aws:accesskey:AKIA${id}`),
  accessKeySlot: fc.tuple(account, name).map(([id, user]) => `aws:arn:aws:iam::${id}:user/people/${user}/access-key/1`),
  consolePassword: fc.tuple(account, name).map(([id, user]) => `aws:arn:aws:iam::${id}:user/${user}/console-password`),
  signInRole: fc
    .tuple(account, name, hex(16))
    .map(([id, set, tail]) => `aws:arn:aws:iam::${id}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_${set}_${tail}`),
  kmsKey: fc.tuple(account, fc.uuid()).map(([id, key]) => `aws:arn:aws:kms:eu-west-1:${id}:key/${key}`),
  organization: hex(10).map((id) => `aws:organization/o-${id}/administrator`),
  session: fc.tuple(account, name, upper(13)).map(([id, role, tail]) => `aws:arn:aws:iam::${id}:role/${role}-ServiceRole-${tail}#session`),
  uniqueId: upper(17).map((id) => `aws:id/AROA${id}`),
  oidc: fc.tuple(hex(32), name, name).map(([id, ns, sa]) => `oidc:oidc.eks.eu-west-1.amazonaws.com/id/${id.toUpperCase()}/system:serviceaccount:${ns}:${sa}`),
  spiffe: fc.tuple(name, name).map(([ns, sa]) => `spiffe://prod.example.org/ns/${ns}/sa/${sa}`),
  kubernetes: fc.tuple(name, name, hex(10)).map(([ns, pod, tail]) => `k8s:prod-eu/${ns}/pod/${pod}-${tail}-x2v4z`),
  uuid: fc.uuid(),
  commit: hex(40),
  digest: hex(64).map((digest) => `docker:registry.example.com/web@sha256:${digest}`),
  sshFingerprint: fc.constant('SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8'),
  fingerprint: hex(32).map((digest) => `fp:${digest}`),
  email: fc.tuple(name, name).map(([person, host]) => `email:${person}+tag@${host}.example.com`),
  path: fc.array(name, { minLength: 2, maxLength: 8 }).map((parts) => `file:/${parts.join('/')}/CredentialTable9.tsx`),
  repository: fc.tuple(name, name, hex(40), fc.nat()).map(([org, repo, commit, line]) => `github:${org}/${repo}@${commit}:src/Settings2.ts:${line}`),
  agent: fc.tuple(name, fc.nat()).map(([agent, number]) => `moltbook:prod/agent/${agent}-${number}#workload`),
  mcp: fc.tuple(name, name).map(([host, server]) => `mcp:${host}.example.com/${server}`),
  gcp: fc.tuple(name, hex(40)).map(([robot, id]) => `gcp:serviceaccount/${robot}@demo.iam.gserviceaccount.com/keys/${id}`),
};

describe('what is none', () => {
  test.each(Object.keys(forms))('%s is left alone', (form) => {
    fc.assert(
      fc.property(forms[form]!, (key) => {
        expect(redactKey(key, fingerprint)).toBe(key);
        expect(redactText(key)).toBe(key);
      }),
      { numRuns: 300, seed: 11 },
    );
  });

  test.each([
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36',
    'AWSReservedSSO_AdministratorAccess_1234567890abcdef',
    'password=\u0024{DB_PASSWORD}',
    'token: <TOKEN>',
    'the token endpoint of the service',
    'quiet-otter API key',
  ])('%s is left alone', (text) => expect(redactText(text)).toBe(text));
});

test('what points to a secret by its name stays, but for a secret behind it', () => {
  const arn = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-a1B2c3';
  const secret = `ghp_${'FakeFake01'.repeat(4)}`;
  expect(redactJson({ secret: arn, password: `${arn} ${secret}`, token: '\u0024{TOKEN}' }, fingerprint)).toEqual({
    secret: arn,
    password: `${arn} [redacted:github-token]`,
    token: '\u0024{TOKEN}',
  });
});

describe('any text', () => {
  const parts = fc.array(
    fc.oneof(
      fc.string(),
      fc.constantFrom(...secrets.map(([, secret]) => secret), ...around.map(([, before, secret]) => before + secret), ' ', '/', ':', '"', '=', '@'),
    ),
    {
      maxLength: 8,
    },
  );
  test('is redacted once and for all', () => {
    fc.assert(
      fc.property(parts, (all) => {
        const text = all.join('');
        const once = redactText(text);
        expect(redactText(once)).toBe(once);
        const key = redactKey(text, fingerprint);
        expect(redactKey(key, fingerprint)).toBe(key);
      }),
      { numRuns: 3000, seed: 11 },
    );
  });

  test('the quick look misses nothing', () => {
    fc.assert(
      fc.property(parts, (all) => {
        const text = all.join('');
        if (!mayHoldSecret(text)) for (const [, secret] of secrets) expect(text).not.toContain(secret);
      }),
      { numRuns: 3000, seed: 11 },
    );
    for (const [, secret] of secrets) expect(mayHoldSecret(secret)).toBe(true);
    for (const [, before, secret] of around) expect(mayHoldSecret(`${before}${secret}@x`)).toBe(true);
  });

  test('long ones take no longer than their length', () => {
    const started = performance.now();
    for (const unit of ['a', 'a-', 'key:', 'x@', 'aA1', 'http://', '--token ', 'eyJ', '= ']) redactText(unit.repeat(50_000));
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

describe('JSON', () => {
  test('values whose name says so are taken whole, references and names of secrets stay', () => {
    const value = {
      password: 'a b',
      clientSecret: 'hunter2',
      accessKeyId: 'AKIAFAKEFAKEFAKEFAKE',
      secretName: 'prod/db',
      token: '\u0024{TOKEN}',
      token_type: 'bearer',
      'X-Api-Key': ['q w'],
    };
    expect(redactJson(value, fingerprint)).toEqual({
      ...value,
      password: '[redacted:assigned-secret]',
      clientSecret: '[redacted:assigned-secret]',
      'X-Api-Key': ['[redacted:assigned-secret]'],
    });
    expect(namesSecret('secretArn')).toBe(false);
    expect(namesSecret('Authorization')).toBe(true);
  });

  test('a document keeps its policy, and loses environment and user data', () => {
    const policy = {
      Statement: [
        { Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/db-AbC1eF' },
      ],
    };
    const body = { ...policy, environment: 'prod', Environment: { Variables: { A: 'b' } }, env: [{ name: 'A', value: 'b' }], UserData: '#!/bin/sh' };
    expect(redactDocument(body, fingerprint)).toEqual({
      ...policy,
      environment: 'prod',
      Environment: { Variables: { A: '[redacted:environment]' } },
      env: [{ name: 'A', value: '[redacted:environment]' }],
      UserData: '[redacted:user-data]',
    });
  });

  test('every field of a fact', () => {
    const secret = secrets[0]![1];
    const fact = redactFact(
      {
        fact: 'usage',
        credential: secret,
        at: '2026-11-01T00:00:00.000Z',
        eventId: secret,
        proof: secret,
        workload: { userAgent: secret },
        source: { name: secret },
        attrs: { [secret]: [secret] },
      },
      fingerprint,
    );
    expect(JSON.stringify(fact)).not.toContain(secret);
    expect(fact).toMatchObject({ credential: expect.stringMatching(print), eventId: expect.stringMatching(print), proof: '[redacted:github-token]' });
  });
});

describe('fingerprints', () => {
  test('are the same for the same secret and key, and others for another key', () => {
    const other = makeFingerprint(new Uint8Array(32).fill(8));
    expect(fingerprint('fake secret 1')).toMatch(/^fp:[0-9a-f]{32}$/);
    expect(fingerprint('fake secret 1')).toBe(fingerprint(' fake secret 1\n'));
    expect(fingerprint('fake secret 1')).not.toBe(fingerprint('fake secret 2'));
    expect(fingerprint('fake secret 1')).not.toBe(other('fake secret 1'));
    expect(() => makeFingerprint(new Uint8Array(8))).toThrow('8 bytes');
  });

  test.each([
    'changeme',
    'xxxxxxxxxxxx',
    '********',
    '<YOUR TOKEN>',
    '\u0024{API_KEY}',
    '{{ secret }}',
    '%TOKEN%',
    '$DATABASE_PASSWORD',
    'your-api-key-here',
    'YOUR_TOKEN',
    'sk-xxxxxxxx',
    'short',
    '[redacted:jwt]',
    '"changeme"',
  ])('%s joins nothing', (text) => {
    expect(fingerprint(text)).toBeUndefined();
  });

  test.each(['hunter2hunter2', 'your mother keys in the sea', 'xylophone-9'])('%s is a secret', (text) => expect(isPlaceholder(text)).toBe(false));
});
