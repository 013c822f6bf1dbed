import { parseArn } from '../../model/arn.ts';
import type { AwsDocument, AwsDocumentBody } from '../../model/awsDocuments.ts';
import type { Json } from '../../model/facts.ts';
import { awsTime } from '../aws/awsTime.ts';
import { present } from '../present.ts';
import type { PolicyEntry, TargetEntry } from './entries.ts';

/** Where something stands: the file's number in the set, and its line. */
export type Place = { file: number; line: number };

type Target = { place: Place; organization?: string; parent?: string; name?: string; email?: string; status?: string; joined?: string };
type Policy = { place: Place; organization?: string; arn?: string; name?: string; type?: 'scp' | 'rcp'; other?: boolean; content?: Json; targets: Set<string> };

/** An account, as far as Organizations describes it. */
export type Account = { id: string; organization?: string; name?: string; email?: string; status?: string; joined?: string };
/** Something that the gathered entries say together: a document and the account that it is about, or what is missing. */
export type Said = { place: Place; organization?: string } & ({ document: AwsDocument; account?: Account; warning?: string } | { missing: string });

/** The policies that AWS attaches to everything where policies of their type are turned on; their content is AWS's, and often nobody asked for it. */
const managed: { [id: string]: { type: 'scp' | 'rcp'; name: string; content: Json } } = {
  'p-FullAWSAccess': {
    type: 'scp',
    name: 'FullAWSAccess',
    content: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
  },
  'p-RCPFullAWSAccess': {
    type: 'rcp',
    name: 'RCPFullAWSAccess',
    content: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }] },
  },
};
const policyTypes: { [type: string]: 'scp' | 'rcp' } = { SERVICE_CONTROL_POLICY: 'scp', RESOURCE_CONTROL_POLICY: 'rcp' };

/**
 * An organisation put together from answers that each tell a part of it: a policy's content in one, what it is attached to in another, an account's name in a third. In memory: an organisation has some
 * thousands of accounts and policies at most.
 */
export class Organization {
  private readonly organizations = new Map<string, { place: Place; body: AwsDocumentBody<'organization'> }>();
  private readonly targets = new Map<string, Target>();
  private readonly policies = new Map<string, Policy>();

  describe(body: AwsDocumentBody<'organization'>, place: Place): void {
    const id = body.id ?? '';
    this.organizations.set(id, { place, body: { ...this.organizations.get(id)?.body, ...body } });
  }

  /** @param parent where the entry lies, if something beside it says so */
  addTarget(entry: TargetEntry, place: Place, parent?: string): undefined {
    const known = this.targets.get(entry.Id);
    const { Name, ParentId, Email, Status, State, JoinedTimestamp } = entry;
    const said = {
      name: Name,
      parent: ParentId ?? parent,
      email: Email,
      status: State ?? Status,
      joined: awsTime(JoinedTimestamp),
      organization: this.organizationOf(entry.Arn, place),
    };
    this.targets.set(entry.Id, { place, ...known, ...present(said) });
  }

  /** @param target what the policy is attached to, if something beside the entry says so */
  addPolicy(entry: PolicyEntry, place: Place, target?: string): boolean {
    const { Id, Arn, Name, Type } = { ...present(entry), ...present(entry.PolicySummary ?? {}) };
    const id = Id ?? Arn?.slice(Arn.lastIndexOf('/') + 1);
    if (id === undefined) return false;
    const policy = this.policy(id, place);
    const type = Type === undefined ? undefined : policyTypes[Type];
    if (Type !== undefined && type === undefined) policy.other = true;
    // the line of what it says is worth more than that of a list it stands in
    if (entry.Content !== undefined) policy.place = place;
    Object.assign(policy, present({ arn: Arn, name: Name, type, content: entry.Content, organization: this.organizationOf(Arn, place) }));
    for (const one of [...entry.Targets.map(({ TargetId, Id: given }) => TargetId ?? given), target]) if (one !== undefined) policy.targets.add(one);
    return true;
  }

  attach(policy: string, target: string, place: Place): undefined {
    this.policy(policy, place).targets.add(target);
  }

  private policy(id: string, place: Place): Policy {
    const known = this.policies.get(id) ?? { place, targets: new Set<string>(), ...managed[id] };
    this.policies.set(id, known);
    return known;
  }

  /** ARNs of Organizations are `arn:aws:organizations::MANAGEMENT:account/o-ID/ACCOUNT`. */
  private organizationOf(arn: string | undefined, place: Place): string | undefined {
    const parts = arn === undefined ? undefined : parseArn(arn);
    const id = parts?.service === 'organizations' ? /(?:^|\/)(o-[a-z0-9]+)(?:\/|$)/.exec(parts.resource)?.[1] : undefined;
    if (id === undefined || this.organizations.has(id)) return id;
    const managementAccount = /^\d{12}$/.test(parts?.account ?? '') ? parts?.account : undefined;
    this.organizations.set(id, { place, body: { id, ...present({ managementAccount }) } });
    return id;
  }

  /** The organisation of what does not say it: the only one there is. */
  get only(): string | undefined {
    const [id, ...others] = [...this.organizations.keys()].filter((one) => one !== '');
    return others.length === 0 ? id : undefined;
  }

  *said(): Generator<Said> {
    for (const [id, { place, body }] of this.organizations)
      yield { place, ...present({ organization: id === '' ? this.only : id }), document: { kind: 'organization', body } };
    for (const [id, target] of this.targets) yield this.targetSaid(id, target);
    for (const [id, policy] of this.policies) if (!policy.other) yield this.policySaid(id, policy);
  }

  private targetSaid(id: string, { place, organization = this.only, parent, name, ...rest }: Target): Said {
    const document: AwsDocument = { kind: 'organization-target', body: { target: id, ...present({ parent, name }) } };
    const account = /^\d{12}$/.test(id) ? { id, ...present({ organization, name }), ...rest } : undefined;
    const lost = parent === undefined && !id.startsWith('r-');
    const warning = lost ? 'where a unit or account lies is not known: only the policies of the root are taken to bind it' : undefined;
    return { place, document, ...present({ organization, account, warning }) };
  }

  private policySaid(id: string, { place, organization = this.only, name, type = 'scp', content, targets }: Policy): Said {
    if (content === undefined)
      return {
        place,
        ...present({ organization }),
        missing: 'a policy is attached or listed, and what it says is not among these files (aws organizations describe-policy)',
      };
    const body = { id, ...present({ name }), type, policy: content, targets: [...targets].sort() };
    return { place, ...present({ organization }), document: { kind: 'organization-policy', body } };
  }
}
