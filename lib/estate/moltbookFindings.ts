import { type Estate, pastedOf, serviceSecret } from './moltbookEstate.ts';
import { ownerName } from './moltbookNames.ts';
import type { Random } from './random.ts';

const repositories = ['moltbook/platform', 'moltbook/agent-sdk', 'moltbook/infra', 'moltbook/mobile'];
const files = ['config/settings.py', '.env.example', 'scripts/seed.ts', 'docker-compose.yml', 'docs/quickstart.md', 'src/client.ts', 'test/fixtures.json'];

/** What a scanner of repositories and channels found. */
export function* findings(estate: Estate): Generator<string> {
  const count = Math.min(60, Math.max(6, Math.round(estate.agents / 400)));
  for (let at = 0; at < count; at++) yield `${JSON.stringify(finding(estate, at))}\n`;
}

/** Mostly agents' keys, some of the platform's own services in development, some that agents had pasted elsewhere. */
function finding(estate: Estate, at: number): object {
  const random = estate.random(8, at);
  const { kind, secret, id } = foundSecret(estate, random);
  const commit = Array.from({ length: 5 }, () =>
    random
      .below(2 ** 32)
      .toString(16)
      .padStart(8, '0'),
  ).join('');
  const when = new Date(estate.asOfMs - random.below(200 * 86_400) * 1000).toISOString().slice(0, 19).replace('T', ' ');
  const line = 1 + random.below(200);
  const email = `${ownerName(random.below(40)).email}`;
  const slack = {
    Slack: { channel_id: `C0${random.below(10 ** 8)}`, channel_name: random.pick(['eng-platform', 'support', 'launch']), timestamp: `${when} +0000`, email },
  };
  const git = {
    Git: { commit, file: random.pick(files), email, repository: `https://github.com/${random.pick(repositories)}.git`, timestamp: `${when} +0000`, line },
  };
  return {
    SourceMetadata: { Data: random.chance(0.2) ? slack : git },
    ...{ SourceID: 1, SourceType: 16, SourceName: 'trufflehog', DetectorType: 0, DetectorName: kind, DecoderName: 'PLAIN', Verified: random.chance(0.6) },
    ...{ Raw: id ?? secret, RawV2: id === undefined ? '' : `${id}:${secret}`, Redacted: '', ExtraData: null, StructuredData: null },
  };
}

/** What a scanner calls it, and what it saw. @property id what stands beside a secret of AWS, and says whose it is */
type Seen = { kind: string; secret: string; id?: string };

function foundSecret(estate: Estate, random: Random): Seen {
  const kind = random.next();
  if (kind < 0.6) return { kind: 'Moltbook', secret: estate.agent(random.below(estate.agents)).secret };
  if (kind < 0.8) {
    const at = random.below(22);
    return { kind: 'MoltbookService', secret: serviceSecret(estate, random.chance(0.85) ? 'dev' : 'prod', at, 0) };
  }
  const { party, secret, aws } = pastedOf(estate, random.below(estate.pasted));
  return aws ? { kind: 'AWS', secret, id: aws.keyId } : { kind: party.replaceAll(' ', ''), secret };
}

/** What another scanner found in one repository: some of it the same keys, some placeholders of its documentation. */
export function* gitleaksFindings(estate: Estate): Generator<string> {
  const count = Math.min(40, Math.max(4, Math.round(estate.agents / 600)));
  yield '[\n';
  for (let at = 0; at < count; at++) yield `${at === 0 ? '' : ',\n'}${JSON.stringify(leak(estate, at))}`;
  yield '\n]\n';
}

function leak(estate: Estate, at: number): object {
  const random = estate.random(17, at);
  const seen = at % 4 === 3 ? { kind: 'generic-api-key', secret: 'your-api-key-here' } : foundSecret(estate, random);
  // its rule for AWS looks for the id
  const [rule, secret] = 'id' in seen && seen.id !== undefined ? ['aws-access-token', seen.id] : [seen.kind, seen.secret];
  const [file, line] = [random.pick(files), 1 + random.below(200)];
  const commit = `${at.toString(16).padStart(4, '0')}${random
    .below(2 ** 32)
    .toString(16)
    .padStart(8, '0')}`.padEnd(40, '0');
  return {
    ...{
      RuleID: rule.toLowerCase(),
      Description: rule,
      StartLine: line,
      EndLine: line,
      StartColumn: 1,
      EndColumn: 40,
      Match: secret,
      Secret: secret,
      File: file,
    },
    ...{ SymlinkFile: '', Commit: commit, Link: `https://github.com/${random.pick(repositories)}/blob/${commit}/${file}#L${line}`, Entropy: 4 },
    ...{
      Author: 'ci',
      Email: ownerName(random.below(40)).email,
      Date: new Date(estate.asOfMs - random.below(200 * 86_400) * 1000).toISOString(),
      Message: '',
      Tags: [],
    },
    Fingerprint: `${commit}:${file}:${rule.toLowerCase()}:${line}`,
  };
}
