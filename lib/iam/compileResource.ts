import type { ActionMask } from './actionMask.ts';
import type { LevelInput, PolicyInput } from './evaluation.ts';
import type { PatternIndex } from './patternIndex.ts';
import { isUnchangeable, needsResourcePolicy } from './serviceRules.ts';

export type ResourceInput = {
  /** Or `*`, for actions that know no resource. */
  arn: string;
  account: string;
  /** Of the resource; a role's trust. */
  policy?: PolicyInput;
  /** Of the levels above its account; the same list for all its resources. Absent: no organisation. */
  rcps?: LevelInput[];
  isOfManagementAccount?: boolean;
};

export type CompiledResource = {
  input: ResourceInput;
  /** Numbers of the patterns that it matches, of all that there are by now. */
  matching(): readonly number[];
  /** Resources of which this is the same have the same rules. */
  ruledAs: string;
  /** What its service says of some actions on it, word for word as in the question; undefined where it says nothing. */
  rulesOf(mask: ActionMask): ResourceRules | undefined;
  /** In place of `*`, what those actions of S3 are checked on that know no resource. */
  buckets(partition?: string): CompiledResource;
};
/** Actions that nobody may do, and those that only the resource's own policy can let an account do. */
export type ResourceRules = { blocked: Uint32Array; needed: Uint32Array };

export function compileResource(index: PatternIndex, input: ResourceInput): CompiledResource {
  let size = -1;
  let found: readonly number[] = [];
  let buckets: CompiledResource | undefined;
  const ruledAs = ruledForm.exec(input.arn)?.[1] ?? '';
  const rules = new Map<ActionMask, ResourceRules>();
  return {
    input,
    ruledAs,
    matching() {
      if (size === index.patterns.length) return found;
      size = index.patterns.length;
      found = index.matching(input.arn);
      return found;
    },
    rulesOf(mask) {
      if (ruledAs === '') return undefined;
      const made = rules.get(mask) ?? readRules(mask, input.arn);
      rules.set(mask, made);
      return made;
    },
    buckets(partition = 'aws') {
      const arn = `arn:${partition}:s3:::*`;
      if (buckets?.input.arn !== arn) buckets = compileResource(index, { ...input, arn });
      return buckets;
    },
  };
}

const ruledForm = /^arn:[^:]*:(iam::[^:]*:role\/(?:aws-reserved\/|aws-service-role\/)?|kms:[^:]*:[^:]*:key\/)/;

function readRules({ bits, names }: ActionMask, resource: string): ResourceRules {
  const [blocked, needed] = [new Uint32Array(bits.words.length), new Uint32Array(bits.words.length)];
  for (const { name: action, word, bit } of names) {
    if (isUnchangeable({ action, resource })) blocked[word]! |= 1 << bit;
    if (needsResourcePolicy({ action, resource })) needed[word]! |= 1 << bit;
  }
  return { blocked, needed };
}
