import { accountOfArn, parseArn } from '../../model/arn.ts';
import type { AwsCompute } from '../../model/awsDocuments.ts';
import type { Place } from '../aws/place.ts';
import { present } from '../present.ts';
import type { Secrets } from './secrets.ts';
import { type ThingType, things } from './things.ts';

/** One thing as all entries about it describe it; where they differ, the last counts. */
export type Thing = Partial<Omit<AwsCompute, 'type' | 'arn' | 'tags'>> & {
  type: ThingType;
  arn: string;
  tags: { [key: string]: string };
  /** ARNs of it that other formats may know, and keys of KMS by their aliases. */
  aliases: string[];
  secrets: Secrets[];
  /** ARNs of secrets and parameters that are handed in when it starts. */
  reads: string[];
  /** Whoever it is on the internet can call it. */
  untrustedInput?: boolean;
  /** Of pods: the key of the service account of Kubernetes that they run as. */
  serviceAccount?: string;
  /** Task definition whose role and environment it has. */
  taskDefinition?: string;
  place: Place;
};
export type ThingPart = Pick<Thing, 'type' | 'arn'> & Partial<Thing>;

/** What is told of an instance, function or launch template under its id in other answers, whichever came first. */
export type Note = Partial<Pick<Thing, 'role' | 'instanceProfile' | 'ssmManaged' | 'triggered' | 'untrustedInput' | 'secrets'>>;

/** A list of one type in one place: what is not on it does not exist. */
export type Listing = { type: ThingType; place: Place };

/** Things of a set of answers, joined over all of them. */
export class Inventory {
  private readonly things = new Map<string, Thing>();
  private readonly notes = new Map<string, Note>();
  private readonly roleOfProfile = new Map<string, string>();
  /** Whether a security group lets anyone reach port 22. */
  private readonly sshOpen = new Map<string, boolean>();
  private readonly groupsOf = new Map<string, { groups: readonly string[]; isPublic: boolean }>();
  private readonly listings = new Map<string, Listing>();
  private ssmListed = false;

  add(part: ThingPart, place: Place): void {
    const known = this.things.get(part.arn) ?? { tags: {}, aliases: [], secrets: [], reads: [], place, ...part };
    const aliases = [...new Set([...known.aliases, ...(part.aliases ?? [])])];
    this.things.set(part.arn, {
      ...known,
      ...part,
      aliases,
      secrets: part.secrets?.length ? part.secrets : known.secrets,
      reads: part.reads?.length ? part.reads : known.reads,
    });
  }

  /** @param id of an instance or launch template, or the ARN of a function */
  note(id: string, note: Note): void {
    this.notes.set(id, { ...this.notes.get(id), ...note });
  }

  profile(arn: string, role: string): void {
    this.roleOfProfile.set(arn, role);
  }

  group(id: string, opensSsh: boolean): void {
    this.sshOpen.set(id, opensSsh);
  }

  network(instanceArn: string, groups: readonly string[], isPublic: boolean): void {
    this.groupsOf.set(instanceArn, { groups, isPublic });
  }

  /** Says that all managed instances were listed: others are not managed. */
  ssmIsListed(): void {
    this.ssmListed = true;
  }

  listed(type: ThingType, place: Place): void {
    this.listings.set(`${type} ${place.account ?? ''} ${place.region ?? ''}`, { type, place });
  }

  *all(): Generator<Thing> {
    for (const thing of this.things.values()) yield this.joined(thing);
  }

  /** Of each type in each account and region that a list was there for; an empty one is told where its file says so. */
  lists(): Listing[] {
    return [...this.listings.values()];
  }

  /** With what other entries say of it: under its ARN or id, its definition, its profile, its groups. */
  private joined(thing: Thing): Thing {
    const id = parseArn(thing.arn)?.resource.split('/').at(-1) ?? thing.arn;
    const { secrets: noted = [], ...note } = this.notes.get(thing.arn) ?? this.notes.get(id) ?? {};
    const definition = this.things.get(thing.taskDefinition ?? '');
    const inherited = definition?.secrets.map((each) => ({ ...each, of: definition.arn })) ?? [];
    const profile = thing.instanceProfile ?? note.instanceProfile ?? '';
    const isUnmanaged = thing.type === 'ec2-instance' && this.ssmListed && note.ssmManaged === undefined;
    return {
      ...thing,
      ...note,
      ...(isUnmanaged ? { ssmManaged: false } : {}),
      secrets: [...thing.secrets, ...noted, ...inherited],
      reads: thing.reads.length > 0 ? thing.reads : (definition?.reads ?? []),
      ...present({
        account: thing.account ?? accountOfArn(thing.arn) ?? thing.place.account,
        role: thing.role ?? note.role ?? definition?.role ?? this.roleOfProfile.get(profile),
        sshReachable: thing.sshReachable ?? this.reachable(thing.arn),
      }),
    };
  }

  /** From the internet, by address and groups; undefined where one of its groups was not listed. */
  private reachable(arn: string): boolean | undefined {
    const at = this.groupsOf.get(arn);
    const open = at?.groups.map((group) => this.sshOpen.get(group));
    if (!at || !open || open.includes(undefined)) return undefined;
    return at.isPublic && open.includes(true);
  }
}

export const isWorkload = ({ type }: Thing): boolean => 'workload' in things[type];
