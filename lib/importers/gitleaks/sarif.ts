import { z } from 'zod';
import { schemaReason } from '../../model/rolesDocument.ts';
import { isObject } from '../parseJson.ts';
import type { Read } from './leak.ts';

/** A result as Gitleaks writes it (SARIF 2.1.0, section 3.27): the snippet is the secret. */
const schema = z.looseObject({
  ruleId: z.string().min(1),
  locations: z
    .array(
      z.looseObject({
        physicalLocation: z.looseObject({
          artifactLocation: z.looseObject({ uri: z.string() }),
          region: z.looseObject({ startLine: z.number().int().nullish(), snippet: z.looseObject({ text: z.string() }).nullish() }).nullish(),
        }),
      }),
    )
    .min(1),
  partialFingerprints: z.looseObject({ commitSha: z.string().nullish(), email: z.string().nullish(), date: z.string().nullish() }).nullish(),
});

/** The results of all runs, each with the line that its rule is named on. One document, held in memory whole. */
export function* sarifResults(
  document: { [name: string]: unknown },
  { line, text }: { line: number; text: string },
): Generator<{ line: number; result: Read }> {
  const lines = ruleLines(text, line);
  for (const run of Array.isArray(document.runs) ? document.runs : []) {
    const results: unknown[] = isObject(run) && Array.isArray(run.results) ? run.results : [];
    for (const result of results) yield { line: lines.next().value ?? line, result: read(result) };
  }
}

function* ruleLines(text: string, first: number): Generator<number, undefined> {
  let [line, from] = [first, 0];
  for (const { index } of text.matchAll(/"ruleId"\s*:/g)) {
    for (let at = text.indexOf('\n', from); at >= 0 && at < index; at = text.indexOf('\n', from)) {
      line++;
      from = at + 1;
    }
    yield line;
  }
  return undefined;
}

function read(value: unknown): Read {
  const parsed = schema.safeParse(value);
  if (!parsed.success) return { ok: false, ...schemaReason(parsed.error) };
  const { ruleId: rule, locations, partialFingerprints: prints } = parsed.data;
  const { artifactLocation, region } = locations[0]!.physicalLocation;
  return {
    ok: true,
    leak: {
      rule,
      secret: region?.snippet?.text ?? '',
      file: artifactLocation.uri,
      line: region?.startLine ?? undefined,
      commit: prints?.commitSha || undefined,
      at: prints?.date || undefined,
      author: prints?.email || undefined,
    },
  };
}
