import type { Attribution } from '../lib/model/attribution.ts';
import type { ActionClass } from '../lib/model/facts.ts';
import type { Likelihood } from '../lib/model/figures.ts';
import type { Band } from '../lib/model/weights.ts';

/** The words of docs/model.md in one plain sentence each, for hover. */
export const glossary = {
  leak: { title: 'Leak', text: 'The attacker has the credential and nothing else.' },
  takeover: {
    title: 'Takeover',
    text: 'The attacker is inside a workload that uses it, such as a hijacked or prompt-injected agent: every credential at hand there is theirs, and every endpoint that asks for no identity from that place.',
  },
  certain: { title: 'Certain', text: 'What follows from the imported data without any condition.' },
  upTo: {
    title: 'Up to',
    text: 'With everything that is possible too: what hangs on a condition such as a second factor, a network source, or an input that was not imported.',
  },
  actionDays: {
    title: 'Action-days',
    text: 'The blast radius in one number: the weight of every permission reached, times the days it stays usable, added up.',
  },
  weight: {
    title: 'Weight',
    text: 'How much harm all permissions reached can do: the weight of the action class times that of the sensitivity of what it acts on, added up.',
  },
  share: { title: 'Share', text: 'The weight reached, as a part of the weight of all permissions in the estate.' },
  scope: { title: 'Scope', text: 'The distinct permissions reached: an action class on a resource.' },
  resources: { title: 'Resources', text: 'The distinct things the permissions act on.' },
  identities: { title: 'Identities', text: 'Who its holder can act as or speak for.' },
  workloads: { title: 'Workloads', text: 'Where its holder can run code or give instructions.' },
  chain: { title: 'Chain', text: 'Further credentials its holder can read and use in turn.' },
  depth: { title: 'Depth', text: 'The most steps from the start to anything it reaches.' },
  exposure: { title: 'Exposure', text: 'How many other usable credentials reach it if they leak.' },
  band: {
    title: 'Band',
    text: 'How bad, absolutely, by action-days; at least high if it does more than list a crown jewel, critical if it administers a whole scope.',
  },
  unbounded: { title: 'At least', text: 'The scope holds a wildcard over things that no inventory lists, so the figure is a lower bound.' },
  last: { title: 'Usable for', text: 'How long the permission stays usable after the leak or takeover, at most until containment.' },
  carrier: { title: 'Carried by', text: 'What lets the permission stay usable longest.' },
  horizon: { title: 'T', text: 'Time to detect plus time to contain, in days. The field reports 27 days as the mean time to remediate a leaked secret.' },
  crownJewel: { title: 'Crown jewels', text: 'Resources of the highest sensitivity, 5.' },
  stay: { title: 'Stays', text: 'How long the attacker can stay there, at most until containment.' },
  hop: { title: 'Hop', text: 'The fewest steps from the start.' },
  priority: { title: 'Priority', text: 'A matrix of likelihood and band of the leak: 1 is the most urgent.' },
  likelihood: { title: 'Likelihood', text: 'How likely it is in wrong hands, from evidence.' },
  issuance: {
    title: 'Issuance',
    text: 'Static: someone made it and it lasts. Interactive: a person’s sign-in. Attested: given to a proven workload, short-lived.',
  },
  presentation: {
    title: 'Presentation',
    text: 'Bearer: usable by whoever has it. Source-bound: only from some network. Sender-constrained: only with a key that cannot leave its workload.',
  },
  revocation: { title: 'Revocation', text: 'Who can end it: the owner, an administrator, a vendor, or nobody known.' },
  storage: { title: 'Storage', text: 'Where its secret is kept.' },
  attribution: { title: 'Attribution', text: 'Who used it, as far as the logs of the last 90 days can say.' },
  secretless: {
    title: 'Secretless rate',
    text: 'Usable agents and services that authenticate with no static credential any more, of all of them: only certain, live ways to authenticate with usable credentials count.',
  },
  coverage: {
    title: 'What we see',
    text: 'Which inventories and logs were imported of each system, for which time, and what is known to be missing. A figure is only as complete as this.',
  },
  crosses: { title: 'Environments crossed', text: 'Environments other than its own in which it can do something if it leaks, with all that is possible.' },
  lifetime: { title: 'Lifetime', text: 'From when it was made until it expires; renewed credentials live as long as one issue of them.' },
  stale: { title: 'Stale', text: 'Data was imported since this analysis; the figures stand for the data as it was.' },
} as const;
export type Word = keyof typeof glossary;

export const bandText: Record<Band, string> = { contained: 'Contained', low: 'Low', medium: 'Medium', high: 'High', critical: 'Critical' };

export const classText: Record<ActionClass, string> = {
  list: 'learns names',
  read: 'learns content',
  spend: 'costs money',
  write: 'changes content',
  send: 'speaks in someone’s name',
  delete: 'destroys content',
  execute: 'runs code inside',
  'read-secret': 'yields further credentials',
  delegate: 'changes who may do what',
};

export const likelihoodText: Record<Likelihood, string> = {
  leaked: 'Seen in public, or anyone can read a store that holds it.',
  bound: 'Useless without a key that cannot leave its workload.',
  found: 'Found in code, a log, a ticket or a chat inside.',
  spread: 'Used by two workloads or more, or readable by more than ten.',
  kept: 'In a vault.',
  unknown: 'No evidence either way.',
};

export const attributionText: Record<Attribution, string> = {
  proven: 'each use proved who it was',
  'single-source': 'all use from one place',
  shared: 'used from several places',
  ambiguous: 'from places that tell nobody apart',
  unseen: 'logged, but no use was seen',
  unlogged: 'no log of its system was imported',
  unknown: 'used, but in no inventory',
};

/** What each sensitivity means, by its number. */
export const sensitivityText = ['', 'trivial', 'ordinary', 'sensitive', 'very sensitive', 'crown jewel'] as const;
