import type { AwsGroupOf, ManagedPolicy } from '../awsEstate.ts';

/** What an attacker can change in the account, as far as it bears on what principals may do. Changes only ever help it: what it has made it keeps, and may use or leave. */
export type Effect =
  /** Any inline policy on a user, role or group; those that are there can be overwritten. */
  | { kind: 'put'; carrier: string }
  | { kind: 'attach'; carrier: string; policy: ManagedPolicy }
  /** Any text for a managed policy. */
  | { kind: 'write'; policy: string }
  /** Any version of a managed policy. */
  | { kind: 'switch'; policy: string }
  | { kind: 'detach'; carrier: string; policy: string }
  /** Inline policies of the carrier go. */
  | { kind: 'delete'; carrier: string }
  | { kind: 'join'; carrier: string; group: AwsGroupOf }
  | { kind: 'leave'; carrier: string; group: string }
  /** Another permissions boundary; `policy` absent: none. */
  | { kind: 'boundary'; carrier: string; policy?: ManagedPolicy }
  | { kind: 'tag'; carrier: string; tag: string; value: string }
  /** Any trust for a role. */
  | { kind: 'trust'; carrier: string }
  /** Service control policies of the account go. */
  | { kind: 'unbind'; account: string };

export function keyOf(effect: Effect): string {
  switch (effect.kind) {
    case 'attach':
      return `attach ${effect.carrier} ${effect.policy.arn}`;
    case 'boundary':
      return `boundary ${effect.carrier} ${effect.policy?.arn ?? ''}`;
    case 'write':
    case 'switch':
      return `${effect.kind} ${effect.policy}`;
    case 'detach':
      return `detach ${effect.carrier} ${effect.policy}`;
    case 'join':
      return `join ${effect.carrier} ${effect.group.arn}`;
    case 'leave':
      return `leave ${effect.carrier} ${effect.group}`;
    case 'tag':
      return `tag ${effect.carrier} ${effect.tag} ${effect.value}`;
    case 'unbind':
      return `unbind ${effect.account}`;
    default:
      return `${effect.kind} ${effect.carrier}`;
  }
}

/** What it changes: an ARN, or an account. */
export const carrierOf = (effect: Effect): string =>
  effect.kind === 'unbind' ? effect.account : effect.kind === 'write' || effect.kind === 'switch' ? effect.policy : effect.carrier;
