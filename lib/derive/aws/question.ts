import type { ArnForm, Probe } from '../../iam/arnForms.ts';
import { type ActionSet, openCatalogue, type Service } from '../../iam/catalogue.ts';
import type { CompiledResource } from '../../iam/compileResource.ts';
import type { Access } from '../../iam/decideActions.ts';
import type { PolicyInput } from '../../iam/evaluation.ts';
import { accountOfArn } from '../../model/arn.ts';
import type { ActionClass } from '../../model/facts.ts';
import { actionMasks, type Counted, unnamedActions } from './actionMasks.ts';
import { type Answer, finished, type Share } from './answer.ts';
import { type ListedResource, wildcard } from './listedResources.ts';
import type { Subject } from './subject.ts';
import type { World } from './world.ts';

/** Something on which a question is asked; `resource` if it is listed. */
export type Place = { probe: Probe; counted: Counted; resource?: ListedResource; missing?: string };

/** Asks what one subject may do on single things. */
export class Question {
  readonly #subject: Subject;
  readonly #world: World;

  constructor(subject: Subject, world: World) {
    this.#subject = subject;
    this.#world = world;
  }

  /** All that is allowed on any of the places, by class. */
  answer(places: readonly Place[]): Answer {
    const shares = new Map<ActionClass, Share>();
    for (const { probe, counted, resource, missing } of places) {
      const account = resource?.account ?? accountOfArn(probe.arn) ?? this.#subject.account ?? '';
      const on = this.#world.compiled({ arn: probe.arn, account, ...(isOwnService(probe.form) && { resource }), isOpen: missing !== undefined });
      this.#collect(shares, actionMasks().on(probe.form, counted), on, missing ?? (on.input.policy && missingPolicy(on.input.policy)));
    }
    return finished(shares);
  }

  /**
   * As `answer`, of things that nothing tells apart: where no policy limits or denies by a pattern of their service, what is allowed on one is allowed on all.
   * @param limits services of the patterns that do
   */
  onRest(places: readonly Place[], limits: ReadonlySet<string>): Answer {
    const isUniform =
      places.every(({ probe: { form } }) => !limits.has(form.service) && form.type.service !== 'kms') &&
      ![...limits].some((service) => service === '' || wildcard.test(service));
    if (!isUniform) return this.answer(places);
    const shares = new Map<ActionClass, Share>();
    this.#collect(shares, together(places), this.#world.compiled({ arn: nothingNamed, account: this.#subject.account ?? '', isOpen: false }), undefined);
    return finished(shares);
  }

  /** What is allowed of some services' actions that know no resource. */
  onNothing(services: readonly Service[]): Answer {
    const shares = new Map<ActionClass, Share>();
    this.#collect(shares, unnamedActions(services), this.#world.compiled({ arn: '*', account: this.#subject.account ?? '', isOpen: false }), undefined);
    return finished(shares);
  }

  #collect(shares: Map<ActionClass, Share>, asked: ActionSet, on: CompiledResource, missing: string | undefined): void {
    const { classes } = actionMasks();
    const { access } = this.#world;
    const { compiled, account, abroad } = this.#subject;
    (on.input.account === (account ?? '') ? compiled : abroad).actionsOn(on, asked, access);
    const absent = this.#subject.missing ?? missing;
    for (const id of idsIn(access)) {
      const name = classes[id]!;
      const share = shares.get(name) ?? { certain: [], possible: [], on, ...(absent !== undefined && { missing: absent }) };
      shares.set(name, share);
      const isCertain = absent === undefined && ((access.certain[id >> 5]! >>> (id & 31)) & 1) === 1;
      if (isCertain && share.certain.length === 0) share.on = on;
      (isCertain ? share.certain : share.possible).push(id);
    }
  }
}

/** Ids of the actions that are allowed if all that is open turns out so. */
function* idsIn({ upTo, words }: Access): Generator<number> {
  for (const word of words) {
    for (let bits = upTo[word]!; bits !== 0; bits &= bits - 1) yield word * 32 + 31 - Math.clz32(bits & -bits);
  }
}

/** Only what stands for everything stands for this. */
const nothingNamed = 'arn:aws:kb-probe:us-east-1::kb-probe';

const unions = new WeakMap<readonly Place[], ActionSet>();

/** All actions that count on any of the places. */
function together(places: readonly Place[]): ActionSet {
  const known = unions.get(places);
  if (known) return known;
  const set = openCatalogue().noActions();
  for (const { probe, counted } of places) for (const [word, bits] of actionMasks().on(probe.form, counted).entries()) set[word]! |= bits;
  unions.set(places, set);
  return set;
}

/** Whether the policy of a resource is about actions of this form's service: a role's says who may assume it, not who may edit it. */
export const isOwnService = ({ type, service }: ArnForm): boolean => (service === 'iam' ? type.service === 'sts' : type.service === service);

const notImported = 'a policy that was not imported';

/** A policy that stands for one that nobody has. */
export const assumedPolicy = (resource: string, document: PolicyInput['document']): PolicyInput => ({
  role: 'resource',
  policy: notImported,
  attachedTo: resource,
  document,
});

/** What is missing where a policy only stands for one. */
export const missingPolicy = ({ policy, attachedTo }: PolicyInput): string | undefined =>
  policy === notImported ? `the policy of ${attachedTo} was not imported` : undefined;
