import { z } from 'zod';
import { members } from '../aws/members.ts';
import { tags } from '../aws/tags.ts';

/** Entries of the answers of Secrets Manager and of Systems Manager about parameters, with or without what is in them. */

const text = z.string().min(1).optional();
const time = z.union([z.string(), z.number()]).optional();
const name = z.string().min(1).max(1024);

export const secretEntry = members({
  ARN: z.string().min(1),
  Name: name.optional(),
  KmsKeyId: text,
  RotationEnabled: z.boolean().optional(),
  OwningService: text,
  CreatedDate: time,
  LastRotatedDate: time,
  LastAccessedDate: time,
  DeletedDate: time,
  Tags: tags,
  SecretString: text,
  SecretBinary: text,
});

export const parameterEntry = members({
  ARN: text,
  Name: name,
  Type: text,
  KeyId: text,
  LastModifiedDate: time,
  LastModifiedUser: text,
  Tags: tags,
  Value: text,
});

export type SecretEntry = z.infer<typeof secretEntry>;
export type ParameterEntry = z.infer<typeof parameterEntry>;
