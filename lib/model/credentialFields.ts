import { attributions } from './attribution.ts';
import { actionClasses, identityKinds, issuances, presentations, revocations, statuses, storages } from './facts.ts';
import { likelihoods } from './figures.ts';
import { priorities } from './priority.ts';
import { bands } from './weights.ts';

/**
 * What the credentials table can be filtered, sorted and counted by: the fields of CredentialRow, nested ones with dots, and ages in days worked out at
 * analysis time. The one list behind the filter grammar, the engine's columns, the screens' URLs and the command line.
 */
export type CredentialField = {
  name: string;
  /** `choice`: one of `values`, in the order of `values` (so `leak.band>=high` means something); `set`: any number of `values`. */
  kind: 'text' | 'choice' | 'set' | 'flag' | 'number' | 'time';
  values?: readonly string[];
  title: string;
};

const text = (name: string, title: string): CredentialField => ({ name, kind: 'text', title });
const choice = (name: string, values: readonly string[], title: string): CredentialField => ({ name, kind: 'choice', values, title });
const flag = (name: string, title: string): CredentialField => ({ name, kind: 'flag', values: ['true', 'false'], title });
const number = (name: string, title: string): CredentialField => ({ name, kind: 'number', title });
const time = (name: string, title: string): CredentialField => ({ name, kind: 'time', title });

const ofFigures = (prefix: string, where: string): CredentialField[] => [
  number(`${prefix}identities`, `identities entered or spoken for, ${where}`),
  number(`${prefix}workloads`, `workloads entered, ${where}`),
  number(`${prefix}chain`, `further credentials harvested, ${where}`),
  number(`${prefix}scope`, `permissions reached, ${where}`),
  number(`${prefix}resources`, `distinct resources reached, ${where}`),
  number(`${prefix}weight`, `weight of the scope, ${where}`),
  number(`${prefix}actionDays`, `action-days, ${where}`),
  number(`${prefix}share`, `share of the estate's weight, 0 to 1, ${where}`),
  choice(`${prefix}band`, bands, `band, ${where}`),
  flag(`${prefix}unbounded`, `the scope holds a pattern ("at least"), ${where}`),
];

export const credentialFields: readonly CredentialField[] = [
  text('credential', 'canonical key'),
  text('name', 'display name'),
  choice('priority', priorities, '1 (most urgent) to 5, from likelihood and leak band'),
  choice('likelihood', likelihoods, 'how likely it is in wrong hands, from evidence'),
  ...ofFigures('leak.', 'leak, certain'),
  ...ofFigures('leak.upTo.', 'leak, up to'),
  ...ofFigures('takeover.', 'takeover, certain'),
  ...ofFigures('takeover.upTo.', 'takeover, up to'),
  { name: 'classes', kind: 'set', values: actionClasses, title: 'action classes in the scope of the leak, up to' },
  { name: 'crosses', kind: 'set', values: actionClasses, title: 'action classes with which it acts in an environment other than its own, in a leak, up to' },
  number('environments', 'environments crossed in a leak, up to: those in its scope that are not its own'),
  { name: 'takeover.classes', kind: 'set', values: actionClasses, title: 'action classes in the scope of the takeover, up to' },
  {
    name: 'takeover.crosses',
    kind: 'set',
    values: actionClasses,
    title: 'action classes with which it acts in an environment other than its own, in a takeover, up to',
  },
  number('takeover.environments', 'environments crossed in a takeover, up to'),
  choice('attribution', attributions, 'who used it, as far as the logs can say'),
  number('exposure.certain', 'other usable credentials that reach it in a leak, certain'),
  number('exposure.upTo', 'other usable credentials that reach it in a leak, up to'),
  text('identity', 'canonical key of the identity it authenticates as'),
  choice('identityKind', identityKinds, 'kind of that identity'),
  text('type', 'type of credential'),
  choice('issuance', issuances, 'how it is issued'),
  choice('presentation', presentations, 'who can present it'),
  choice('status', statuses, 'status in its source'),
  choice('storage', storages, 'where its secret is kept'),
  choice('revocation', revocations, 'how it can be ended'),
  text('owner', 'owner'),
  text('party', 'party: the organisation itself or a vendor'),
  text('environment', 'environment'),
  text('system', 'system'),
  flag('usable', 'usable at analysis time'),
  flag('described', 'some record describes it'),
  flag('inEstate', 'counts in the estate figures'),
  time('created', 'time of creation'),
  time('expires', 'time of expiry'),
  time('rotated', 'time of the last rotation'),
  time('lastUsed', 'time of the last use'),
  number('ttl', 'seconds it lives, where it is renewed automatically'),
  number('ageDays', 'days from creation to analysis time'),
  number('lifetimeDays', 'days from creation (analysis time where unknown) to expiry, or its ttl if shorter; none: it never ends'),
  number('remainingDays', 'days from analysis time to expiry'),
  number('rotatedDays', 'days from the last rotation to analysis time'),
  number('unusedDays', 'days from the last use to analysis time'),
];

const byName = new Map(credentialFields.map((field) => [field.name, field]));

/** The field of that name; a figure's bare name means leak, certain (`band` is `leak.band`), and `key` is `credential`. */
export function findField(name: string): CredentialField | undefined {
  return byName.get(name) ?? byName.get(`leak.${name}`) ?? (name === 'key' ? byName.get('credential') : undefined);
}
