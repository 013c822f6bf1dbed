import type { AwsDocument } from '../../model/awsDocuments.ts';

/** A document, or what is wrong with what was to become one: names of fields and closed vocabularies, nothing of its text. */
export type ReadDocument = { ok: true; document: AwsDocument } | { ok: false; field?: string; reason: string };

/** What could not be read beside the documents: the list, the number of the entry in it from 0, and why. */
export type Unread = { list: string; index: number; field?: string; reason: string };
export type AwsDocuments = { documents: AwsDocument[]; unread: Unread[] };
