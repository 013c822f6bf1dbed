import type { Condition } from '../../../model/facts.ts';
import type { AwsPrincipal } from '../../awsEstate.ts';
import { onceEach } from '../../once.ts';
import { type Answer, joinAnswers } from '../ask.ts';
import { askCallsOf } from '../askCalls.ts';
import { decidingStatements, isAboutAction } from '../decidingStatements.ts';
import { residents } from '../residents.ts';
import { type Call, call, type PassRule } from '../rule.ts';
import { identityRules } from '../rules/identityRules.ts';
import { passRules } from '../rules/passRules.ts';
import { runRules } from '../rules/runRules.ts';
import { SharedPower } from '../sharedPower.ts';
import { extent, type Standing } from '../standing.ts';
import type { World } from '../world.ts';
import { askAssume } from './assume.ts';
import { editableTrusts } from './editTrust.ts';
import { fitnessOf } from './fitness.ts';
import { askOnUser, isFull } from './mint.ts';
import { type Offer, type OfferStep, offer } from './offer.ts';
import { askPass, passable } from './passable.ts';
import { startsOf } from './passRole.ts';
import { handsOver } from './runCode.ts';
import { isSpecial, thingsOf } from './start.ts';

/** An offer that takes several principals, each for some of its calls. */
export type TeamOffer = { offer: Offer; by: ReadonlySet<Standing> };

/**
 * What the attacker can become who acts as two principals of one account, by techniques of several calls: each is a request of its own, and AWS does not ask whether the one before it
 * came from the same principal. Only what takes both.
 */
export function* teamOffers(world: World, members: readonly [Standing, Standing]): Iterable<TeamOffer> {
  for (const each of alikeOffers(world, members)) if (each.by.size > 1) yield each;
  for (const each of tagTogether(world, members)) if (each.by.size > 1) yield each;
}

function* alikeOffers(world: World, members: readonly Standing[]): Iterable<TeamOffer> {
  for (const rule of passRules) if (!isSpecial(rule)) yield* passTogether(world, members, rule);
  yield* runTogether(world, members);
  yield* mintTogether(world, members);
  yield* provideTogether(world, members);
}

/** Whom two can become together, and on what that hangs; asked once for each two kinds of power. */
export type TeamTarget = { target: AwsPrincipal; condition?: Condition };

export function teamTargets(world: World, members: readonly [Standing, Standing]): readonly TeamTarget[] {
  const [a, b] = members.map((each) => powerInTeam(world, each));
  if (!a || !b) return [];
  const known = pairs(world)(a);
  let targets = known.get(b);
  if (!targets) {
    targets = targetsOf(alikeOffers(world, members));
    known.set(b, targets);
    pairs(world)(b).set(a, targets);
  }
  return [...targets, ...targetsOf(tagTogether(world, members))];
}

const pairs = onceEach(
  (world: World) => world,
  () =>
    onceEach(
      (power: object) => power,
      () => new Map<object, readonly TeamTarget[]>(),
    ),
);

/** Each once for certain, or once possibly. */
function targetsOf(offers: Iterable<TeamOffer>): readonly TeamTarget[] {
  const found = new Map<AwsPrincipal, TeamTarget>();
  for (const { offer, by } of offers) {
    const { target, condition } = offer;
    if (by.size > 1 && (!found.has(target) || !condition)) found.set(target, { target, ...(condition && { condition }) });
  }
  return [...found.values()];
}

const may = (world: World, action: string) => (standing: Standing) => extent(world, standing, action) !== 'none';
const ableFor = (world: World, members: readonly Standing[], calls: readonly Call[]): Standing[][] =>
  calls.map(({ actions }) => members.filter((each) => actions.some((action) => may(world, action)(each))));

// Passing a role

/** The calls that hand the role over: who makes them has to be allowed to pass it. */
const handing = /^(ecs:(RegisterTaskDefinition|RunTask|StartTask|CreateService))$/;

function handsRole({ calls }: PassRule, at: number): boolean {
  const some = calls.some(({ actions }) => actions.some((action) => handing.test(action)));
  return some ? calls[at]!.actions.some((action) => handing.test(action)) : at === 0;
}

function* passTogether(world: World, members: readonly Standing[], rule: PassRule): Iterable<TeamOffer> {
  const able = ableFor(world, members, rule.calls);
  if (able.some(({ length }) => length === 0)) return;
  for (const passer of members.filter(may(world, 'iam:PassRole'))) {
    if (!rule.profile && ownStarts(passer)(world).has(rule)) continue;
    const makers = able.map((each, at) => (handsRole(rule, at) ? each.filter((one) => one === passer) : [...each].sort((one) => (one === passer ? -1 : 0))));
    const roles = makers.some(({ length }) => length === 0) ? [] : [...passable(world, passer, rule.service)];
    const start = roles.length === 0 ? undefined : startTogether(world, passer, rule, makers);
    for (const { role, answer } of start ? roles : []) {
      const profile = rule.profile ? profileTogether(world, members, passer, role) : { answer: nothing, by: [] };
      if (profile && start)
        yield {
          offer: offer(role, [{ rule, from: passer.principal.arn, to: role.arn, answer: joinAnswers([answer, start, profile.answer]) }]),
          by: new Set([passer, ...start.by, ...profile.by]),
        };
    }
  }
}

const nothing: Answer = { statements: () => [] };

/** Techniques that a principal can start by itself, for whatever roles it may pass. */
const ownStarts = onceEach(
  (standing: Standing) => standing,
  (standing) =>
    onceEach(
      (world: World) => world,
      (world) => new Set(startsOf(world, standing).flatMap(({ rule, answer }) => (answer.condition ? [] : [rule]))),
    ),
);

function startTogether(world: World, passer: Standing, { calls, needs, condition }: PassRule, makers: readonly (readonly Standing[])[]) {
  const on = needs === undefined ? [{}] : thingsOf(world, passer, needs);
  const answers = on.flatMap((each) => askCallsOf(world, calls, makers, each) ?? []);
  const found = answers.find((answer) => !answer.condition) ?? answers[0];
  return found && condition ? { ...found, condition } : found;
}

/** The role's own instance profile, or one that somebody makes, to which somebody adds the role who may pass it. */
function profileTogether(
  world: World,
  members: readonly Standing[],
  passer: Standing,
  role: AwsPrincipal,
): { answer: Answer; by: readonly Standing[] } | undefined {
  if (role.instanceProfiles.length > 0) return { answer: nothing, by: [] };
  const calls = [call('iam:CreateInstanceProfile'), call('iam:AddRoleToInstanceProfile')];
  const [create = [], add = []] = ableFor(world, [passer, ...members.filter((each) => each !== passer)], calls);
  const adders = add.filter((each) => askPass(world, each, role, 'ec2.amazonaws.com'));
  const answer = askCallsOf(world, calls, [create, adders]);
  return answer && { answer, by: answer.by };
}

// Compute that is there

function* runTogether(world: World, members: readonly Standing[]): Iterable<TeamOffer> {
  const account = members[0]!.principal.account;
  for (const rule of runRules) {
    const able = ableFor(world, members, rule.calls);
    if (handsOver(rule) || able.some(({ length }) => length === 0)) continue;
    for (const thing of rule.things.flatMap((type) => world.estate.compute.get(type) ?? [])) {
      const role = thing.role === undefined || (thing.account ?? account) !== account ? undefined : world.estate.byArn.get(thing.role);
      const helper = role && members.find((each) => fitnessOf(thing, rule, world, each) === 'yes');
      const answer = helper && askCallsOf(world, rule.calls, able, { thing });
      if (!answer || !role) continue;
      // who made the calls may be enough for what the technique asks beside them
      const alone = answer.by.some((each) => fitnessOf(thing, rule, world, each) === 'yes');
      const step = { rule, from: answer.by[0]!.principal.arn, to: thing.arn, answer: rule.condition ? { ...answer, condition: rule.condition } : answer };
      yield { offer: offer(role, [step], { lasting: false, workload: thing }), by: new Set([...answer.by, ...(alone ? [] : [helper])]) };
    }
  }
}

// Credentials

/** Calls on one user, by which the attacker comes to a credential of it. */
function* waysToMint(user: AwsPrincipal): Iterable<{ rule: OfferStep['rule']; actions: string[] }> {
  const { password, mfa } = user.credentials;
  const factor = mfa === true ? ['iam:DeactivateMFADevice'] : [];
  if (isFull(user)) yield { rule: identityRules.replaceAccessKey, actions: ['iam:DeleteAccessKey', 'iam:CreateAccessKey'] };
  const replaced = password === true ? ['iam:DeleteLoginProfile'] : [];
  yield { rule: identityRules.createLoginProfile, actions: [...factor, ...replaced, 'iam:CreateLoginProfile'] };
  if (password !== false) yield { rule: identityRules.updateLoginProfile, actions: [...factor, 'iam:UpdateLoginProfile'] };
}

function* mintTogether(world: World, members: readonly Standing[]): Iterable<TeamOffer> {
  for (const user of residents(world, members[0]!.principal.account, 'user'))
    for (const { rule, actions } of waysToMint(user)) {
      const deeds = actions.length < 2 ? [] : actions.map((action) => firstAnswer(members, (each) => askOnUser(world, each, action, user)));
      const [...done] = deeds.flatMap((deed) => deed ?? []);
      if (done.length < 2 || done.length < actions.length) continue;
      const from = done.at(-1)!.by.principal.arn;
      yield {
        offer: offer(user, [{ rule, from, to: user.arn, answer: joinAnswers(done.map(({ answer }) => answer)) }]),
        by: new Set(done.map(({ by }) => by)),
      };
    }
}

function firstAnswer(members: readonly Standing[], ask: (standing: Standing) => Answer | undefined): { by: Standing; answer: Answer } | undefined {
  const answers = members.flatMap((by) => {
    const answer = ask(by);
    return answer ? [{ by, answer }] : [];
  });
  return answers.find(({ answer }) => !answer.condition) ?? answers[0];
}

// Sign-in providers and tags

function* provideTogether(world: World, members: readonly Standing[]): Iterable<TeamOffer> {
  const calls = [call('iam:CreateSAMLProvider')];
  const maker = askCallsOf(world, calls, ableFor(world, members, calls));
  if (!maker) return;
  for (const editor of members)
    for (const { role, answer } of editableTrusts(world, editor)) {
      const step = { rule: identityRules.createSamlProvider, from: editor.principal.arn, to: role.arn, answer: joinAnswers([maker, answer]) };
      yield { offer: offer(role, [step]), by: new Set([editor, ...maker.by]) };
    }
}

/** One puts on the tags that another needs for a role or a user. */
function* tagTogether(world: World, members: readonly Standing[]): Iterable<TeamOffer> {
  const account = members[0]!.principal.account;
  const together = (by: Standing, rule: OfferStep['rule'], target: AwsPrincipal, answer: Answer | undefined, lasting: boolean): TeamOffer[] => {
    const tagger = answer?.tagging?.()?.by;
    return answer && tagger
      ? [{ offer: offer(target, [{ rule, from: by.principal.arn, to: target.arn, answer }], { lasting }), by: new Set([by, tagger]) }]
      : [];
  };
  const ofRoles = members.filter(may(world, 'iam:TagRole'));
  const ofUsers = members.filter(may(world, 'iam:TagUser'));
  for (const by of members) {
    const roles = ofRoles.length === 0 || !asksForTags(by, 'sts:AssumeRole') ? [] : residents(world, account, 'role');
    for (const role of roles) yield* together(by, identityRules.assumeRole, role, askAssume(world, by, role, { taggers: ofRoles }), false);
    const users = ofUsers.length === 0 || !asksForTags(by, 'iam:CreateAccessKey') ? [] : residents(world, account, 'user').filter((user) => !isFull(user));
    for (const user of users) yield* together(by, identityRules.createAccessKey, user, askOnUser(world, by, 'iam:CreateAccessKey', user, ofUsers), true);
  }
}

const asksForTags = (standing: Standing, action: string): boolean =>
  decidingStatements(standing).some(
    (statement) => statement.conditions.some(({ key }) => /^(aws|iam):resourcetag\//.test(key)) && isAboutAction(statement, action.toLowerCase()),
  );

/** Actions that one of a team may do for another. */
const teamActions: readonly string[] = [
  ...[...passRules, ...runRules].flatMap(({ calls }) => calls.flatMap(({ actions }) => [...actions])),
  ...['iam:PassRole', 'iam:CreateInstanceProfile', 'iam:AddRoleToInstanceProfile', 'iam:CreateSAMLProvider', 'iam:UpdateAssumeRolePolicy', 'sts:AssumeRole'],
  ...['DeleteAccessKey', 'CreateAccessKey', 'DeleteLoginProfile', 'CreateLoginProfile', 'UpdateLoginProfile', 'DeactivateMFADevice', 'TagRole', 'TagUser'].map(
    (name) => `iam:${name}`,
  ),
  ...['ec2:EnableSerialConsoleAccess', 'ec2-instance-connect:OpenTunnel', 'lambda:CreateAlias', 'lambda:UpdateAlias', 'sagemaker:StartNotebookInstance'],
];

const sharedPower = new SharedPower<object>(teamActions);

/** One object for all who can do the same for others; undefined: nothing. */
export const powerInTeam = (world: World, standing: Standing): object | undefined => powers(world)(standing);

const powers = onceEach(
  (world: World) => world,
  (world) =>
    onceEach(
      (standing: Standing) => standing,
      (standing): object | undefined => {
        const mask = world.actions.set(teamActions);
        return standing.allow.some((bits, word) => (bits & mask[word]!) !== 0) ? sharedPower.of(world, standing, '', () => ({})) : undefined;
      },
    ),
);
