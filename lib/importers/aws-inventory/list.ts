import { z } from 'zod';
import type { Fingerprint } from '../../model/fingerprint.ts';
import { entryReason } from '../aws/awsDocument.ts';
import { isArn, nearby, type Place } from '../aws/place.ts';
import type { Inventory, ThingPart } from './inventory.ts';
import type { ThingType } from './things.ts';

/** What an entry is taken into. `isListed`: it is one of a list, not an answer about it alone. */
export type Into = { inventory: Inventory; place: Place; fingerprint: Fingerprint; isListed: boolean };
export type Why = { field?: string; reason: string };

/** What stands under one name in the answers of AWS: items of a list, or one object. */
export type List = {
  /** Members that an object has which stands for itself, without such a name around it. */
  marks: readonly string[];
  /** Type of which a list under this name is the whole inventory. */
  lists?: ThingType;
  /** Takes one entry in, or answers why it cannot be read. */
  take(value: unknown, into: Into): Why | undefined;
};

/** What a reader of entries answers: the things that the entry describes, or why there is none. What it has noted elsewhere needs no answer. */
export type Taken = ThingPart | readonly ThingPart[] | 'unplaced' | undefined;

export function list<Entry>(
  schema: z.ZodType<Entry>,
  read: (entry: Entry, into: Into) => Taken,
  of: { marks?: readonly string[]; lists?: ThingType } = {},
): List {
  return {
    marks: of.marks ?? [],
    ...(of.lists === undefined ? {} : { lists: of.lists }),
    take(value, into) {
      const entry = schema.safeParse(value);
      if (!entry.success) return entryReason(entry.error);
      const taken = read(entry.data, into);
      if (taken === 'unplaced') return { reason: unplaced };
      const parts = taken === undefined ? [] : [taken].flat();
      for (const { arn, role = arn, instanceProfile = arn } of parts)
        for (const [field, text] of Object.entries({ arn, role, instanceProfile })) if (!isArn(text)) return { field, reason: `${field} is no ARN` };
      for (const part of parts) {
        into.inventory.add(part, into.place);
        if (of.lists !== undefined && into.isListed) into.inventory.listed(of.lists, nearby(into.place, part.arn));
      }
      return undefined;
    },
  };
}

const unplaced = 'neither the entry nor the name of its file says in which account and region it lies; put both into the name: 123456789012/eu-west-1/FILE';

/** The thing at an ARN that may be unknown. */
export const thingAt = (arn: string | undefined, part: Omit<ThingPart, 'arn'>): Taken => (arn === undefined ? 'unplaced' : { arn, ...part });

/** Lists of nothing but ARNs; those of one cluster only are no inventory. */
export const arnList = (type: ThingType, isWhole: boolean): List =>
  list(z.string().startsWith('arn:'), (arn) => ({ type, arn }), isWhole ? { lists: type } : {});

export const text = z.string().min(1).optional();
export const required = z.string().min(1);
/** Of variables: values that are no text are none that could be secret. */
export const variables = z.preprocess(
  (value) =>
    typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).filter(([, each]) => typeof each === 'string')) : undefined,
  z.record(z.string(), z.string()).optional(),
);
