import type { AwsPrincipal } from '../awsEstate.ts';
import { changeActs, makeAct, makeActs } from './act.ts';
import { askAdministrator } from './administrator.ts';
import { Agenda } from './agenda.ts';
import type { Answer } from './ask.ts';
import { BitSet } from './bitSet.ts';
import type { Change } from './change.ts';
import { accountChanges, changesAnything, changesTo, powerToChange } from './changes.ts';
import { carrierOf, type Effect, keyOf } from './effect.ts';
import { type Act, controlKey, costOf, type Fact, type FactKind, makeFact, type Reason } from './fact.ts';
import { isNewcomer, type Newcomer, newRoles, newUsers } from './newcomers.ts';
import { askAssumeIfTrusted, assumeOffers } from './offers/assume.ts';
import { editableTrusts } from './offers/editTrust.ts';
import type { Offer } from './offers/offer.ts';
import { neighboursOf, offersOf } from './offers/offersOf.ts';
import { askPass } from './offers/passable.ts';
import { passOffer, servicesOf, startsOf } from './offers/passRole.ts';
import { powerInTeam, teamOffers, teamTargets } from './offers/teamOffers.ts';
import { identityRules } from './rules/identityRules.ts';
import { isUnlimited, type Standing } from './standing.ts';
import { importedSurroundings, type Surroundings, surroundings } from './surroundings.ts';
import { decidingTags } from './tagChanges.ts';
import { baseStanding, variants } from './variants.ts';
import type { World } from './world.ts';

/** Certain: only what is. Possible: what hangs on what nobody knows, too. */
export type Mode = 'certain' | 'possible';

/** Something to be done when it is its turn. */
type Task = () => void;

/** A principal that the attacker acts as, in one of the ways in which it can stand by now; first of `after` is that it acts as it. */
type Holder = { standing: Standing; after: readonly [Fact, ...Fact[]] };

/** `powers`: what its members can do, each kind once. */
type Team = { powers: Set<object>; holders: Map<Standing, Holder> };
/** More are not tried together. */
const mostInTeam = 8;

/** One who can change something. `isAlike`: an earlier one can do the same, but for tags of sessions. */
type Changer = Holder & { isAlike: boolean };

/**
 * The least fixed point of what an attacker comes to who holds one principal: the principals that it acts as, the changes that it can make, the accounts that it administers. Facts are taken
 * in the order of how many acts they need, so that the first way to each is a shortest one (docs/iam-escalation.md).
 */
export class Search {
  /** In the order found. */
  readonly controlled: AwsPrincipal[] = [];
  /** By account. */
  readonly administered = new Map<string, Fact>();
  readonly #facts = new Map<string, Fact>();
  readonly #world: World;
  readonly #mode: Mode;
  readonly #agenda = new Agenda<Fact | Task>();
  readonly #effects = new Map<string, Effect[]>();
  readonly #seen = new Set<Standing>();
  /** By what may be changed, the principals that it would bear on. */
  readonly #watchers = new Map<string, Set<AwsPrincipal>>();
  readonly #changers: Changer[] = [];
  /** What the changers so far can change. */
  readonly #powers = new Set<object>();
  /** Whom nothing but their account limits any more. */
  readonly #unlimited = new Set<AwsPrincipal>();
  /** Lists of principals, as `neighboursOf` shares them, that it has come upon, and all who are on one. */
  readonly #lists = new Set<Int32Array>();
  readonly #offered: BitSet;
  readonly #holders: Holder[] = [];
  readonly #administrators: Holder[] = [];
  /** Roles whose trust is the attacker's, and as which it does not act yet. */
  readonly #trusted = new Map<AwsPrincipal, Fact>();
  readonly #newRoles = new Map<string, Newcomer>();
  /** Those who can do something for each other, by account. */
  readonly #teams = new Map<string, Team>();

  constructor(world: World, start: AwsPrincipal, mode: Mode) {
    this.#world = world;
    this.#mode = mode;
    this.#offered = new BitSet(world.estate.principals.length);
    this.#push(controlKey(start), { kind: 'control', principal: start, isPlain: true }, 0, [], () => ({ acts: [], after: [] }));
  }

  /** @param until asked whenever an account comes to be administered: whether the rest is known */
  run(until: (administered: Fact) => boolean = () => false): this {
    for (let next = this.#agenda.pop(); next; next = this.#agenda.pop()) {
      if (typeof next === 'function') next();
      else if (!this.#facts.has(next.key) && this.#take(next, until)) break;
    }
    return this;
  }

  /** @returns whether the rest is known */
  #take(fact: Fact, until: (administered: Fact) => boolean): boolean {
    this.#facts.set(fact.key, fact);
    if (fact.is.kind === 'control') this.#onControl(fact, fact.is.principal);
    else if (fact.is.kind === 'change') this.#onChange(fact, fact.is.effect);
    else return this.#onAdminister(fact, fact.is.account, until);
    return false;
  }

  /** Principals that it comes to act as by more than one principal's own power, with the reason of each. */
  *joined(): Iterable<{ principal: AwsPrincipal; fact: Fact }> {
    for (const principal of this.controlled) {
      const fact = this.#facts.get(controlKey(principal));
      if (fact?.is.kind === 'control' && !fact.is.isPlain && !isNewcomer(principal)) yield { principal, fact };
    }
  }

  #push(key: string, is: FactKind, own: number, after: readonly Fact[], reason: () => Reason): void {
    if (this.#facts.has(key)) return;
    const fact = makeFact(key, is, own, after, reason);
    this.#agenda.push(fact.cost, fact);
  }

  /** What can only lead to facts of a higher cost waits for its turn: often an administrator is found before. */
  #later({ after }: Holder, task: Task): void {
    this.#agenda.push(costOf(after) + 1, task);
  }

  #isAllowed(answer: { condition?: unknown } | undefined): boolean {
    return answer !== undefined && (this.#mode === 'possible' || !answer.condition);
  }

  // What acting as another principal brings

  #onControl(fact: Fact, principal: AwsPrincipal): void {
    this.controlled.push(principal);
    this.#trusted.delete(principal);
    this.#look(fact, principal);
    this.#agenda.push(fact.cost + 1, () => this.#pushChangesTo(principal));
  }

  /** All ways in which it can stand by now that were not looked at yet. */
  #look(fact: Fact, principal: AwsPrincipal): void {
    const carriers = this.#carriersOf(principal);
    for (const carrier of carriers) {
      const watching = this.#watchers.get(carrier);
      if (watching) watching.add(principal);
      else this.#watchers.set(carrier, new Set([principal]));
    }
    const effects = carriers.flatMap((carrier) => this.#effects.get(carrier) ?? []).filter(({ kind }) => kind !== 'trust');
    const standings = effects.length === 0 ? [baseStanding(this.#world, principal)] : variants(this.#world, principal, effects);
    for (const standing of standings) {
      if (this.#seen.has(standing)) continue;
      this.#seen.add(standing);
      if (isUnlimited(standing) && this.#isAllowed(standing)) this.#unlimited.add(principal);
      this.#hold({ standing, after: [fact, ...standing.changes.map((key) => this.#facts.get(key)!)] });
    }
  }

  #hold(holder: Holder): void {
    const { account } = holder.standing.principal;
    const administrator = askAdministrator(this.#world, holder.standing);
    if (!this.#isAllowed(administrator)) {
      // who administers the account has nothing to gain from changes to others in it
      if (this.administered.has(account) && holder.standing.changes.length > 0) return;
      this.#follow(holder);
    } else if (!this.administered.has(account)) {
      this.#administrators.push(holder);
      this.#pushAdminister(holder, administrator!);
    } else this.#lookAbroad(holder);
  }

  #pushAdminister(holder: Holder, administrator: Answer): void {
    const least = this.#least(holder, (each) => this.#isAllowed(askAdministrator(this.#world, each)));
    const { account, arn } = holder.standing.principal;
    const isStart = least.after.length === 1 && least.after[0].after.length === 0;
    const acts = isStart || administrator.condition ? [makeAct(identityRules.directAdmin, arn, arn, administrator)] : [];
    this.#push(`administer ${account}`, { kind: 'administer', account, standing: least.standing }, acts.length, least.after, () => ({
      acts,
      after: least.after,
    }));
  }

  #onAdminister(fact: Fact, account: string, until: (administered: Fact) => boolean): boolean {
    this.administered.set(account, fact);
    if (until(fact)) return true;
    for (const holder of this.#administrators.filter(({ standing }) => standing.principal.account === account)) {
      this.#pushOffers(holder);
      this.#pushAbroad(holder);
    }
    return false;
  }

  /** Everything that its own power leads to. */
  #follow(holder: Holder): void {
    this.#holders.push(holder);
    this.#later(holder, () => {
      this.#pushOffers(holder);
      for (const [role, fact] of this.#trusted) this.#pushTrusted(holder, role, fact);
      if (this.administered.has(holder.standing.principal.account)) return;
      this.#pushOwnChanges(holder);
      this.#pushTeamOffers(holder);
    });
  }

  /** What takes several, each for some of its calls. */
  #pushTeamOffers(holder: Holder): void {
    const { standing } = holder;
    const power = powerInTeam(this.#world, standing);
    const { account } = standing.principal;
    const team = this.#teams.get(account) ?? { powers: new Set(), holders: new Map() };
    this.#teams.set(account, team);
    if (!power || team.powers.has(power) || team.powers.size === mostInTeam) return;
    team.powers.add(power);
    team.holders.set(standing, holder);
    for (const other of team.holders.values()) if (other !== holder) this.#pushPairOffers(other, holder);
  }

  #pushPairOffers(one: Holder, other: Holder): void {
    const pair = [one.standing, other.standing] as const;
    const after = [...new Set([...one.after, ...other.after])];
    for (const each of teamTargets(this.#world, pair)) {
      const { target } = each;
      if (!this.#isAllowed(each)) continue;
      this.#push(controlKey(target), { kind: 'control', principal: target, isPlain: false }, 1, after, () => {
        const offer = this.#pairOffer(pair, target);
        const acts = offer?.steps.flatMap(({ rule, from = one.standing.principal.arn, to, answer }) => makeActs(rule, from, to, answer, offer.condition));
        return { acts: acts ?? [], after };
      });
    }
  }

  #pairOffer(pair: readonly [Standing, Standing], target: AwsPrincipal): Offer | undefined {
    for (const { offer } of teamOffers(this.#world, pair)) if (offer.target === target && this.#isAllowed(offer)) return offer;
    return undefined;
  }

  #pushOwnChanges(holder: Holder): void {
    const power = powerToChange(this.#world, holder.standing);
    const isAlike = this.#powers.has(power);
    this.#powers.add(power);
    if (!isAlike) this.#pushTrustEdits(holder);
    if (!changesAnything(this.#world, holder.standing) || (isAlike && decidingTags(this.#world.estate).size === 0)) return;
    const changer = { ...holder, isAlike };
    this.#changers.push(changer);
    for (const principal of this.controlled) this.#pushChanges(changer, principal);
    if (!isAlike) this.#pushNewcomers(holder);
  }

  #pushOffers(holder: Holder): void {
    const { certain, possible } = neighboursOf(this.#world, holder.standing);
    for (const places of this.#mode === 'possible' ? [...certain, ...possible] : certain) {
      if (this.#lists.has(places)) continue;
      this.#lists.add(places);
      // whoever was offered before was so for no more acts than now
      for (const place of places) {
        if (this.#offered.has(place)) continue;
        this.#offered.add(place);
        this.#pushOffer(holder, this.#world.estate.principals[place]!);
      }
    }
  }

  #pushOffer(holder: Holder, target: AwsPrincipal): void {
    const isPlain = holder.standing.changes.length === 0;
    this.#push(controlKey(target), { kind: 'control', principal: target, isPlain }, 1, holder.after, () => {
      const least = this.#least(holder, (each) => this.#offerTo(each, target));
      return { acts: this.#offerTo(least.standing, target) ?? [], after: least.after };
    });
  }

  /** The acts of the first technique that leads there, of the certain ones if there are any. */
  #offerTo(standing: Standing, target: AwsPrincipal): Act[] | undefined {
    const offers = [...offersOf(this.#world, standing, target)];
    const offer = offers.find(({ condition }) => !condition) ?? (this.#mode === 'possible' ? offers[0] : undefined);
    if (!offer) return undefined;
    const last = offer.steps.length - 1;
    return offer.steps.flatMap(({ rule, from = standing.principal.arn, to, answer }, at) =>
      at === last ? makeActs(rule, from, target.arn, answer, offer.condition) : makeActs(rule, from, to, answer),
    );
  }

  /** What one more administrator of the same account leads to: roles of others. */
  #lookAbroad(holder: Holder): void {
    if (this.#world.estate.accounts.size > 1) this.#pushAbroad(holder);
  }

  #pushAbroad(holder: Holder): void {
    const { account } = holder.standing.principal;
    for (const { target, condition } of assumeOffers(this.#world, holder.standing))
      if (target.account !== account && this.#isAllowed({ condition })) this.#pushOffer(holder, target);
    for (const principal of this.controlled)
      if (principal.account !== account && !this.administered.has(principal.account)) this.#pushChanges({ ...holder, isAlike: false }, principal);
  }

  // What can be changed

  #onChange(fact: Fact, effect: Effect): void {
    const carrier = carrierOf(effect);
    this.#effects.set(carrier, [...(this.#effects.get(carrier) ?? []), effect]);
    if (effect.kind === 'trust') this.#onTrust(fact, effect.carrier);
    else
      for (const principal of [...(this.#watchers.get(carrier) ?? [])])
        if (!this.#unlimited.has(principal) || effect.kind === 'tag' || effect.kind === 'unbind') this.#lookAgain(principal);
  }

  #lookAgain(principal: AwsPrincipal): void {
    const fact = this.#facts.get(controlKey(principal))!;
    this.#look(fact, principal);
    this.#agenda.push(fact.cost + 1, () => this.#pushChangesTo(principal));
  }

  #pushChangesTo(principal: AwsPrincipal): void {
    if (!this.administered.has(principal.account)) for (const changer of this.#changers) this.#pushChanges(changer, principal);
  }

  #onTrust(fact: Fact, arn: string): void {
    const role = this.#world.estate.byArn.get(arn) ?? this.#newRoles.get(arn)?.principal;
    if (!role || this.#facts.has(controlKey(role))) return;
    this.#trusted.set(role, fact);
    for (const holder of [...this.#holders]) this.#pushTrusted(holder, role, fact);
  }

  /** Everything whose change would bear on what a principal may do. */
  #carriersOf(principal: AwsPrincipal): string[] {
    const { policies, groups } = this.#surroundings(principal);
    return [...new Set([principal.arn, ...groups.map(({ arn }) => arn), ...policies.map(({ arn }) => arn), principal.account])];
  }

  /** Groups and managed policies that decide what a principal may do, or that it may come to by the changes found. */
  #surroundings(principal: AwsPrincipal): Surroundings {
    if (this.#effects.size === 0) return importedSurroundings(principal);
    const own = this.#effects.get(principal.arn) ?? [];
    const groups = [...principal.groups, ...own.flatMap((effect) => (effect.kind === 'join' ? [effect.group] : []))];
    const given = [principal.arn, ...groups.map(({ arn }) => arn)]
      .flatMap((carrier) => this.#effects.get(carrier) ?? [])
      .flatMap((effect) => ((effect.kind === 'attach' || effect.kind === 'boundary') && effect.policy ? [effect.policy] : []));
    if (groups.length === principal.groups.length && given.length === 0) return importedSurroundings(principal);
    return surroundings(principal, groups, given);
  }

  #pushChanges(changer: Changer, other: AwsPrincipal): void {
    const around = changer.isAlike || this.#unlimited.has(other) ? undefined : this.#surroundings(other);
    const changesBy = (actor: Standing): Iterable<Change> =>
      around ? changesTo(this.#world, actor, other, around) : accountChanges(this.#world, actor, other);
    const made = isNewcomer(other) ? this.#facts.get(controlKey(other)) : undefined;
    for (const change of changesBy(changer.standing)) {
      const key = keyOf(change.effect);
      if (this.#facts.has(key) || !this.#isAllowed(change.answer)) continue;
      const after = made ? [...changer.after, made] : changer.after;
      this.#push(key, { kind: 'change', effect: change.effect }, 1, after, () => {
        const holds = (each: Standing) => [...changesBy(each)].find(({ effect, answer }) => keyOf(effect) === key && this.#isAllowed(answer));
        const least = this.#least(changer, holds);
        const acts = changeActs(holds(least.standing) ?? change, changer.standing.principal.arn, made?.is);
        return { acts, after: made ? [...least.after, made] : least.after };
      });
    }
  }

  #pushTrustEdits(holder: Holder): void {
    for (const { role, answer } of editableTrusts(this.#world, holder.standing)) {
      if (!this.#isAllowed(answer)) continue;
      this.#push(`trust ${role.arn}`, { kind: 'change', effect: { kind: 'trust', carrier: role.arn } }, 1, holder.after, () => ({
        acts: makeActs(identityRules.updateAssumeRolePolicy, holder.standing.principal.arn, role.arn, answer),
        after: holder.after,
      }));
    }
  }

  /** A role whose trust the attacker wrote lets in whomever and whatever it likes. */
  #pushTrusted(holder: Holder, role: AwsPrincipal, fact: Fact): void {
    const { standing, after } = holder;
    if (standing.principal === role || standing.principal.account !== role.account) return;
    const made = isNewcomer(role) ? this.#newRoles.get(role.arn)?.answer : undefined;
    const is: FactKind = { kind: 'control', principal: role, isPlain: false, ...(made && { made }) };
    for (const act of trustedWays(this.#world, standing, role))
      if (this.#isAllowed(act)) this.#push(controlKey(role), is, 1, [...after, fact], () => ({ acts: [act], after: [...after, fact] }));
  }

  #pushNewcomers(holder: Holder): void {
    for (const { principal, answer } of newUsers(this.#world, holder.standing)) if (this.#isAllowed(answer)) this.#pushMade(holder, principal, answer);
    for (const newcomer of newRoles(this.#world, holder.standing)) if (this.#isAllowed(newcomer.answer)) this.#pushNewRole(holder, newcomer);
  }

  /** It counts with the act that gives it something. */
  #pushMade(holder: Holder, principal: AwsPrincipal, made: Answer): void {
    this.#push(controlKey(principal), { kind: 'control', principal, isPlain: false, made }, 0, holder.after, () => ({ acts: [], after: holder.after }));
  }

  /** Its trust is the attacker's from the start. */
  #pushNewRole(holder: Holder, newcomer: Newcomer): void {
    const { principal, answer } = newcomer;
    if (this.#isAllowed(askAssumeIfTrusted(this.#world, holder.standing, principal))) this.#pushMade(holder, principal, answer);
    this.#newRoles.set(principal.arn, newcomer);
    const effect = { kind: 'trust', carrier: principal.arn } as const;
    this.#push(`trust ${principal.arn}`, { kind: 'change', effect }, 0, holder.after, () => ({ acts: [], after: holder.after }));
  }

  /** The same with as few changes as it takes: each is left out in turn. */
  #least(holder: Holder, holds: (standing: Standing) => unknown): Holder {
    let least = holder;
    for (const key of holder.standing.changes) {
      if (!least.standing.changes.includes(key)) continue;
      const kept = least.standing.changes.filter((each) => each !== key).flatMap((each) => this.#effectOf(each));
      const standing = variants(this.#world, holder.standing.principal, kept).find(holds);
      if (standing) least = { standing, after: [holder.after[0], ...standing.changes.map((each) => this.#facts.get(each)!)] };
    }
    return least;
  }

  #effectOf(key: string): Effect[] {
    const is = this.#facts.get(key)?.is;
    return is?.kind === 'change' ? [is.effect] : [];
  }
}

/** Assuming a role whose trust is the attacker's, and passing it to whatever service it now trusts. */
function trustedWays(world: World, standing: Standing, role: AwsPrincipal): Act[] {
  const from = standing.principal.arn;
  const assume = askAssumeIfTrusted(world, standing, role);
  const passed = startsOf(world, standing).flatMap((start) =>
    servicesOf(start.rule).flatMap((service) => {
      const pass = askPass(world, standing, role, service);
      return pass ? [...passOffer(world, standing, start, role, pass)] : [];
    }),
  );
  return [
    ...(assume ? [makeAct(identityRules.assumeRole, from, role.arn, assume)] : []),
    ...passed.flatMap(({ steps, condition }) => steps.map(({ rule, answer }) => makeAct(rule, from, role.arn, answer, condition))),
  ];
}
