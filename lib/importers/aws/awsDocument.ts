import type { z } from 'zod';
import type { AwsDocument } from '../../model/awsDocuments.ts';
import { schemaReason } from '../../model/rolesDocument.ts';

/** A document, or what is wrong with what was to become one: names of fields and closed vocabularies, nothing of its text. */
export type ReadDocument = { ok: true; document: AwsDocument } | { ok: false; field?: string; reason: string };

/** What could not be read beside the documents: the list, the number of the entry in it from 0, and why. */
export type Unread = { list: string; index: number; field?: string; reason: string };
export type AwsDocuments = { documents: AwsDocument[]; unread: Unread[] };

/** Each entry of a list as the documents that it stands for; those that the schema does not take are left out and named. What is no list is one entry. */
export function documentsOf<Entry>(
  list: string,
  given: unknown,
  schema: z.ZodType<Entry>,
  documents: (entry: Entry, index: number) => AwsDocument[],
): AwsDocuments {
  const all: AwsDocuments = { documents: [], unread: [] };
  for (const [index, value] of (Array.isArray(given) ? given : [given]).entries()) {
    const read = schema.safeParse(value);
    if (read.success) all.documents.push(...documents(read.data, index));
    else all.unread.push({ list, index, ...entryReason(read.error) });
  }
  return all;
}

/** Why the schema does not take an entry; `field` is absent where it is the entry itself. */
export function entryReason(error: z.ZodError): { field?: string; reason: string } {
  const { field, reason } = schemaReason(error);
  return field === '' ? { reason: reason.replace(/^the document/, 'the entry') } : { field, reason };
}
