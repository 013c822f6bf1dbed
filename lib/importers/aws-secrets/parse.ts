import { accountOfArn } from '../../model/arn.ts';
import type { AwsSecret } from '../../model/awsDocuments.ts';
import type { Fingerprint } from '../../model/fingerprint.ts';
import { entryReason } from '../aws/awsDocument.ts';
import { awsTime } from '../aws/awsTime.ts';
import { arnAt, isArn, nearby, type Place, placeOf } from '../aws/place.ts';
import { type Answer, readAnswers, type Wanted } from '../aws/readAnswers.ts';
import type { HeldKey } from '../heldKeys.ts';
import type { InputFile, Opened, Parsed, Setting } from '../importer.ts';
import { isObject } from '../parseJson.ts';
import { present } from '../present.ts';
import { type ParameterEntry, parameterEntry, type SecretEntry, secretEntry } from './entries.ts';
import { keysInPlain, keysInSecret } from './values.ts';

type Type = AwsSecret['type'];
/** A secret or parameter without what is in it, but for fingerprints of that where it was there. */
export type Kept = Omit<AwsSecret, 'account'> & {
  account?: string;
  /** False of a parameter in plain text: whoever may read it needs no key. */
  isSecure: boolean;
  created?: string;
  lastUsed?: string;
  owningService?: string;
  rotates?: boolean;
  /** The answer is that of its value, which does not say what key encrypts it. */
  isValue: boolean;
  keys: HeldKey[];
};
/** A secret, or that all of a type were listed, and the source that says it. */
export type Row = { source: string } & ({ kept: Kept } | { listed: Type; account: string });

/** By the name under which entries stand: of which type they are. Lists are the whole of it; answers with values are not. */
const types: { [name: string]: { type: Type; isWhole?: true } } = {
  SecretList: { type: 'secret', isWhole: true },
  SecretValues: { type: 'secret' },
  Secret: { type: 'secret' },
  Parameters: { type: 'parameter', isWhole: true },
  Parameter: { type: 'parameter' },
};

const wanted: Wanted = {
  lists: Object.keys(types),
  alone: (value) => (isObject(value) && /^arn:aws[a-z-]*:secretsmanager:/.test(String(value.ARN ?? value.Arn)) ? 'Secret' : undefined),
  other: 'this is no answer of Secrets Manager, and none of Systems Manager about parameters',
};

/** Reads lists of secrets and of parameters, answers about single ones, and answers with what is in them. */
export function open(files: InputFile[], setting: Setting): Opened<Row> {
  const opened = { source: `aws-secrets:${setting.name}`, mode: 'snapshot' as const, complete: true, dataTime: 'import', records: records() };
  async function* records(): AsyncGenerator<Parsed<Row>> {
    const listed = new Set<string>();
    for (const [file, input] of files.entries()) {
      const at = placeOf(file, setting.fingerprint, setting.name, input.name);
      for await (const answer of readAnswers(input, wanted)) {
        const { line } = answer;
        const read = readAnswer(answer, { ...at, line });
        if (read === undefined || 'reason' in read) {
          if (answer.is === 'more' || read !== undefined) opened.complete = false;
          if (read !== undefined) yield { ok: false, file, line, ...read };
          continue;
        }
        const place = 'kept' in read ? nearby({ ...at, ...present({ account: read.kept.account }) }, read.kept.arn) : at;
        const source = `aws-secrets:${[place.account ?? setting.name, place.region, read.type].filter((part) => part !== undefined).join('/')}`;
        if ('kept' in read) yield { ok: true, file, line, row: { source, kept: read.kept } };
        if (!read.isWhole || place.account === undefined || listed.has(source)) continue;
        listed.add(source);
        yield { ok: true, file, line, row: { source, listed: read.type, account: place.account } };
      }
    }
  }
  return opened;
}

type Read = { type: Type; isWhole: boolean; kept: Kept } | { type: Type; isWhole: true } | { field?: string; reason: string };

/** Undefined where there is nothing to say: a page mark, a secret that is deleted but for its days of grace. */
function readAnswer(answer: Answer, place: Place): Read | undefined {
  if (answer.is === 'more') return undefined;
  if (answer.is === 'broken') return { reason: answer.reason };
  const { type, isWhole = false } = types[answer.list]!;
  if (answer.is === 'empty') {
    if (!isWhole || place.account !== undefined) return { type, isWhole: true };
    return {
      field: answer.list,
      reason: 'the list is empty, and nothing says of which account; put it into the name of the file: 123456789012/eu-west-1/FILE',
    };
  }
  const entry = (type === 'secret' ? secretEntry : parameterEntry).safeParse(answer.entry);
  if (!entry.success) return { ...entryReason(entry.error), reason: `${entryReason(entry.error).reason} (${answer.list})` };
  const kept = type === 'secret' ? secretOf(secretEntry.parse(answer.entry), place.fingerprint) : parameterOf(parameterEntry.parse(answer.entry), place);
  if (kept === undefined || 'reason' in kept) return kept;
  // with their values, parameters are those that somebody asked for
  return { type, isWhole: isWhole && answer.isListed && !kept.isValue, kept };
}

function secretOf(entry: SecretEntry, fingerprint: Fingerprint): Kept | { field: string; reason: string } | undefined {
  const { ARN, Name = ARN.split(':').slice(6).join(':').replace(letters, ''), KmsKeyId, SecretString, Tags, OwningService, RotationEnabled } = entry;
  if (!isArn(ARN)) return { field: 'ARN', reason: 'ARN is none' };
  if (entry.DeletedDate !== undefined) return undefined;
  return {
    type: 'secret',
    arn: ARN,
    name: Name,
    tags: Tags,
    isSecure: true,
    isValue: SecretString !== undefined || entry.SecretBinary !== undefined,
    keys: SecretString === undefined ? [] : keysInSecret(Name, SecretString, fingerprint),
    ...present({
      account: accountOfArn(ARN),
      kmsKey: KmsKeyId,
      created: awsTime(entry.CreatedDate),
      rotated: awsTime(entry.LastRotatedDate),
      lastUsed: awsTime(entry.LastAccessedDate),
      owningService: OwningService,
      rotates: RotationEnabled,
    }),
  };
}

/** What Secrets Manager writes behind a name. */
export const letters = /-[A-Za-z0-9]{6}$/;

function parameterOf(entry: ParameterEntry, place: Place): Kept | { field?: string; reason: string } {
  const { Name, Type = 'String', KeyId, Tags, Value } = entry;
  const near = nearby(place, entry.LastModifiedUser?.replace(/^(arn:[^:]*:[^:]*):[^:]*:/, '$1::'), entry.ARN);
  const arn = entry.ARN ?? arnAt(near, 'ssm', `parameter/${Name.replace(/^\//, '')}`);
  if (arn === undefined)
    return {
      reason: 'neither the parameter nor the name of its file says in which account and region it lies; put both into the name: 123456789012/eu-west-1/FILE',
    };
  if (!isArn(arn)) return { field: 'ARN', reason: 'ARN is none' };
  const isSecure = Type === 'SecureString';
  const keys = Value === undefined ? [] : (isSecure ? keysInSecret : keysInPlain)(Name, Value, place.fingerprint);
  return {
    type: 'parameter',
    arn,
    name: Name,
    tags: Tags,
    isSecure,
    isValue: Value !== undefined,
    keys,
    ...present({ account: near.account, kmsKey: KeyId, rotated: awsTime(entry.LastModifiedDate) }),
  };
}
