import { z } from 'zod';
import type { Attrs, Json } from '../../model/facts.ts';
import type { Fingerprint } from '../../model/fingerprint.ts';
import { schemaReason } from '../../model/rolesDocument.ts';
import { parseTime } from '../../model/time.ts';
import type { Finding } from '../finding.ts';
import type { InputFile, Opened, Parsed, Setting } from '../importer.ts';
import { parseJson } from '../parseJson.ts';
import { readJsonItems } from '../readJsonItems.ts';
import { decodedRaw, namesOf, scrubber } from '../secretNames.ts';
import { placeOf } from './places.ts';

/** A finding of TruffleHog v3 (`--json`), as far as it is used. */
const schema = z.looseObject({
  SourceMetadata: z.looseObject({ Data: z.looseObject({}) }),
  SourceName: z.string().nullish(),
  DetectorName: z.string().min(1),
  DecoderName: z.string().nullish(),
  Verified: z.boolean().nullish(),
  VerificationError: z.string().nullish(),
  Raw: z.string().nullish(),
  RawV2: z.string().nullish(),
  ExtraData: z.record(z.string(), z.unknown()).nullish(),
});
type Raw = z.infer<typeof schema>;

/** Reads findings: one a line, one array, or one object. They add to what was known; a finding that is no longer reported says nothing (its history keeps it). */
export function open(files: InputFile[], setting: Setting): Opened<Finding> {
  const opened = { source: `trufflehog:${setting.name}`, mode: 'increment' as const, complete: true, records: read() };
  async function* read(): AsyncGenerator<Parsed<Finding>> {
    for (const [file, input] of files.entries()) {
      for await (const { line, text, cut } of readJsonItems(input)) {
        if (cut) opened.complete = false;
        if (text === 'null') continue;
        const value = parseJson(text);
        // lines of its log, where standard error went into the same file
        if (value !== undefined && isLogLine(value)) continue;
        yield value === undefined
          ? { ok: false, file, line, reason: cut ? 'the file ends within this finding' : 'the finding is not valid JSON' }
          : parsed(value, file, line, setting);
      }
    }
  }
  return opened;
}

function isLogLine(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'level' in value && 'msg' in value && !('DetectorName' in value);
}

function parsed(value: unknown, file: number, line: number, setting: Setting): Parsed<Finding> {
  const record = schema.safeParse(value);
  if (!record.success) return { ok: false, file, line, ...schemaReason(record.error) };
  const place = placeOf(record.data.SourceMetadata.Data, setting.name);
  if (!place) return { ok: false, file, line, field: 'SourceMetadata.Data', reason: 'SourceMetadata.Data names no source' };
  return { ok: true, file, line, row: finding(record.data, place, setting.fingerprint) };
}

function finding(raw: Raw, place: NonNullable<ReturnType<typeof placeOf>>, fingerprint: Fingerprint): Finding {
  const decoder = raw.DecoderName ?? undefined;
  const { names, identifier, secrets } = namesOf(decodedRaw(raw.Raw ?? '', decoder), decodedRaw(raw.RawV2 ?? '', decoder), fingerprint);
  const scrub = scrubber([...secrets, raw.Raw ?? '', raw.RawV2 ?? ''], fingerprint);
  const where = scrub(whereOf(place.store, place.within));
  const [first, ...others] = names;
  const at = place.at === undefined ? undefined : parseTime(place.at)?.time;
  const identity = identityOf(raw);
  return {
    // no name of its own (a placeholder, a short password): the place tells it apart
    names: first === undefined ? [`finding:${raw.DetectorName.toLowerCase()}@${where}`] : [first, ...others],
    hasIdentifier: identifier !== undefined,
    type: typeOf(raw.DetectorName),
    verified: raw.Verified === true,
    store: scrub(place.store),
    storeKind: place.kind,
    where,
    ...(place.audience === undefined ? {} : { audience: place.audience }),
    ...(at === undefined ? {} : { at }),
    ...(identity === undefined ? {} : { identity: scrub(identity) }),
    evidence: evidenceOf(raw, scrub),
  };
}

const whereOf = (store: string, within: string): string => (within === '' ? store : within.startsWith('@') ? `${store}${within}` : `${store} ${within}`);

/** Who the secret was proved to be: TruffleHog asks AWS for it. */
function identityOf(raw: Raw): string | undefined {
  const arn = raw.Verified === true ? raw.ExtraData?.arn : undefined;
  return typeof arn === 'string' && /^arn:aws[\w-]*:iam::\d{12}:(?:user|role)\/./.test(arn) ? `aws:${arn}` : undefined;
}

function evidenceOf(raw: Raw, scrub: (text: string) => string): Attrs {
  const evidence: [string, Json][] = [['detector', scrub(raw.DetectorName)]];
  if (raw.DecoderName) evidence.push(['decoder', scrub(raw.DecoderName)]);
  evidence.push(['verified', raw.Verified === true]);
  if (raw.VerificationError) evidence.push(['verificationError', scrub(raw.VerificationError)]);
  for (const [name, value] of Object.entries(raw.ExtraData ?? {})) {
    if (typeof value === 'string') evidence.push([`extra.${scrub(name)}`, scrub(value)]);
  }
  return Object.fromEntries(evidence);
}

const types: { [detector: string]: string } = {
  AWS: 'aws-access-key',
  AWSSessionKey: 'aws-session',
  GCP: 'gcp-service-account-key',
  Github: 'github-token',
  Gitlab: 'gitlab-token',
  JDBC: 'password',
  PrivateKey: 'private-key',
  URI: 'password',
};

/** `OpenAI` is `openai-key`: what detectors are named after is the issuer. */
const typeOf = (detector: string): string => types[detector] ?? `${detector.toLowerCase()}-key`;
