import { z } from 'zod';
import { listOf, members } from '../aws/members.ts';
import { policyDocument } from '../aws/policyDocument.ts';

/** Entries of the answers of Organizations (its API reference), with the members that a list made by hand adds: `ParentId`, and `Content` and `Targets` on a policy. */

const text = z.string().min(1).optional();
const id = z.string().min(1);
const time = z.union([z.string(), z.number()]).optional();

/** A root, unit or account, or the child or parent of one; `Id` is `r-…`, `ou-…` or twelve digits. */
export const targetEntry = members({ Id: id, Arn: text, Name: text, ParentId: text, Email: text, Status: text, State: text, JoinedTimestamp: time });

const summary = { Id: text, Arn: text, Name: text, Type: text };
const target = z.preprocess((value) => (typeof value === 'string' ? { TargetId: value } : value), members({ TargetId: text, Id: text }));
/** A policy of a list, with or without what it says, or the answer of describe-policy. */
export const policyEntry = members({ ...summary, PolicySummary: members(summary).optional(), Content: policyDocument.optional(), Targets: listOf(target) });

/** What a policy is attached to. */
export const attachmentEntry = members({ TargetId: id });

export type TargetEntry = z.infer<typeof targetEntry>;
export type PolicyEntry = z.infer<typeof policyEntry>;
