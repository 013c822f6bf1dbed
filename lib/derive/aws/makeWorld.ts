import { createHash } from 'node:crypto';
import type { AwsEstate } from '../../iam/awsEstate.ts';
import type { PolicyCompiler } from '../../iam/compile.ts';
import type { CompiledResource } from '../../iam/compileResource.ts';
import type { LevelInput, PolicyInput } from '../../iam/evaluation.ts';
import type { AwsDocument } from '../../model/awsDocuments.ts';
import type { Json } from '../../model/facts.ts';
import { InventoriedForms } from './inventoriedForms.ts';
import { type Listing, listResources } from './listedResources.ts';
import { assumedPolicy } from './question.ts';
import type { AskedOn, World } from './world.ts';

/** A document of AWS and its place in the whole list. */
export type PlacedDocument = AwsDocument & { at: number };

/** What questions are asked of: the resources that documents list, and how what is asked about is compiled. */
export function makeWorld(documents: readonly PlacedDocument[], estate: AwsEstate, compiler: PolicyCompiler): World {
  // where there is but one account, it is whose everything is
  const [only = '', ...others] = estate.accounts.keys();
  const resources = listResources(documents.flatMap(listingsOf), others.length === 0 ? only : '');
  const inUse = new Set(resources.all.map(({ account, what }) => `${account} ${what.split(':', 1)[0]}`));
  const inventoried = new InventoriedForms(documents, estate);
  return {
    resources,
    isComplete: (account, form) => inventoried.has(account, form),
    isInUse: (account, service) => inUse.has(`${account} ${service}`),
    compiled: resourceCompiler(estate, compiler),
    access: compiler.access(),
    digest,
  };
}

function digest(texts: Iterable<string>): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(`${text}\n`);
  return hash.digest('hex').slice(0, 16);
}

/** Things that a document says exist. AWS's own policies belong to no account and are nobody's to change. */
function listingsOf({ at, kind, body }: PlacedDocument): Listing[] {
  switch (kind) {
    case 'user':
    case 'group':
    case 'identity-provider':
    case 'compute':
      return [{ arn: body.arn, account: body.account, at }];
    case 'role':
      return [{ arn: body.arn, account: body.account, at, policy: body.trust }];
    case 'policy':
      return body.account === 'aws' ? [] : [{ arn: body.arn, account: body.account, at }];
    case 'resource-policy':
      return [{ arn: body.resource, account: body.account, at, policy: body.policy }];
    case 'secret':
      return [{ arn: body.arn, account: body.account, at }, ...(body.kmsKey !== undefined && isKey(body.kmsKey) ? [{ arn: body.kmsKey, at }] : [])];
    default:
      return [];
  }
}

const isKey = (arn: string): boolean => /^arn:[^:]*:kms:[^:]*:[^:]*:key\//.test(arn);

function resourceCompiler(estate: AwsEstate, compiler: PolicyCompiler): World['compiled'] {
  const known = new Map<string, CompiledResource>();
  const policies = new PolicyOf();
  return (asked) => {
    const { arn, account, resource, isOpen } = asked;
    const key = `${account} ${isOpen ? 'open' : resource === undefined ? '' : 'own'} ${arn}`;
    const found = known.get(key);
    if (found) return found;
    const owner = estate.accounts.get(account);
    const policy = policies.of(asked);
    const made = compiler.resource({
      arn,
      account,
      rcps: owner?.rcps ?? noLevels,
      isOfManagementAccount: owner?.isManagement === true,
      ...(policy && { policy }),
    });
    known.set(key, made);
    return made;
  };
}

const noLevels: LevelInput[] = [];
const letsIn = (Principal: Json): Json => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal, Action: '*', Resource: '*' }] });
const everyone = assumedPolicy('a resource of another account', letsIn('*'));

/** Policies of resources. What lies in one has an object of its own: the policy may say one thing of it and another of the rest (`resourceFamilies` goes by the object). */
class PolicyOf {
  readonly #ofKeys = new Map<string, PolicyInput>();

  of({ arn, account, resource, isOpen }: AskedOn): PolicyInput | undefined {
    if (resource?.policy !== undefined)
      return {
        role: 'resource',
        policy: /:role\//.test(resource.arn) ? 'trust policy' : 'resource policy',
        attachedTo: resource.arn,
        document: resource.policy,
      };
    if (isOpen) return everyone;
    return isKey(arn) ? this.#ofKey(account) : undefined;
  }

  /** A key whose policy nobody has is taken to leave it to its account, as AWS makes keys. */
  #ofKey(account: string): PolicyInput {
    const known = this.#ofKeys.get(account) ?? assumedPolicy(`a key of ${account}`, letsIn({ AWS: account }));
    this.#ofKeys.set(account, known);
    return known;
  }
}
