import { z } from 'zod';
import { listOf, members } from '../aws/members.ts';

/** The answers of IAM about access keys, and the lists that people make of them, whatever the capitals of their members (docs/formats/aws-access-keys.md). */

const text = z.string().min(1).optional();
const time = z.union([z.string(), z.number()]).optional();
const lastUsed = members({ LastUsedDate: time, ServiceName: z.string().optional(), Region: z.string().optional() });

const whose = { Account: z.union([z.string(), z.number().transform(String)]).optional(), Arn: text, UserArn: text, UserName: text };

/** A key as listed or made; with its last use where somebody put it there. */
const key = members({
  ...whose,
  AccessKeyId: text,
  SecretAccessKey: z.string().optional(),
  Status: text,
  CreateDate: time,
  AccessKeyLastUsed: lastUsed.optional(),
});

/** One object of a file: an answer, a key of a list, or a user with its keys. */
export const answer = members({
  ...whose,
  /** list-access-keys */
  AccessKeyMetadata: listOf(key),
  IsTruncated: z.boolean().optional(),
  Marker: text,
  NextToken: text,
  /** create-access-key */
  AccessKey: key.optional(),
  /** get-access-key-last-used, which does not say of which key */
  AccessKeyLastUsed: lastUsed.optional(),
  /** a key by itself */
  AccessKeyId: text,
  SecretAccessKey: z.string().optional(),
  Status: text,
  CreateDate: time,
  /** a user with its keys */
  AccessKeys: listOf(key),
  PasswordEnabled: z.boolean().optional(),
});
export type Answer = z.infer<typeof answer>;
export type Key = z.infer<typeof key>;
