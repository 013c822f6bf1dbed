import type { Json } from '../../model/facts.ts';
import { evaluateCondition } from '../evaluateCondition.ts';
import type { PolicyInput } from '../evaluation.ts';
import { onceEach } from '../once.ts';
import type { Condition } from '../parseConditions.ts';
import { parsePolicy, type Statement } from '../parsePolicy.ts';
import { readContext } from '../requestContext.ts';
import type { TextPattern } from '../textPattern.ts';
import type { Bits } from './actionBits.ts';
import type { Standing } from './standing.ts';
import type { World } from './world.ts';

/**
 * What principals of one account can do alike: of those whose policies say the same of some actions, one is asked, and the answer is that of all. Most of what ten thousand principals can do
 * they can because a few hundred policies say so.
 */
export class SharedPower<Answer> {
  readonly #actions: readonly string[];
  readonly #known = onceEach(
    (world: World) => world,
    () => new Map<string, Answer>(),
  );

  /** @param actions on which alone the answer rests */
  constructor(actions: readonly string[]) {
    this.#actions = actions;
  }

  /** @param about tells answers to different questions apart */
  of(world: World, standing: Standing, about: string, answer: () => Answer): Answer {
    const known = this.#known(world);
    const key = `${about} ${signature(world, standing, this.#actions)}`;
    let made = known.get(key);
    if (made === undefined) {
      made = answer();
      known.set(key, made);
    }
    return made;
  }
}

/** The same for principals of whom the policies decide these actions alike; with the principal itself in it where a policy's text depends on who it is. */
function signature(world: World, { principal, policies, values, condition }: Standing, actions: readonly string[]): string {
  const mask = world.actions.set(actions);
  let own = false;
  const part = (documents: readonly PolicyInput[]): string => {
    const said: string[] = [];
    for (const { document } of documents) {
      const { id, allow, deny } = world.policies.of(document);
      if (!meets(allow, mask) && !meets(deny, mask)) continue;
      let text = String(id);
      for (const statement of personalStatements(document)) {
        if (!meets(world.policies.about(statement.actions), mask)) continue;
        if (statement.resources?.patterns.some(isPersonalText)) own = true;
        for (const each of statement.conditions) if (isPersonal(each)) text += `=${evaluateCondition(each, statement.effect, readContext({ values }))}`;
      }
      said.push(text);
    }
    return said.sort().join();
  };
  const { identity, boundary, scps, rcps } = policies;
  const parts = [part(identity), boundary ? `b${part([boundary])}` : '', ...[...scps, ...rcps].map((level) => part(level.policies))];
  return `${principal.account} ${condition?.text ?? ''} ${parts.join('|')}${own ? ` ${principal.arn}` : ''}`;
}

function meets(bits: Bits, mask: Bits): boolean {
  for (let word = 0; word < mask.length; word++) if ((bits[word]! & mask[word]!) !== 0) return true;
  return false;
}

/** Statements whose meaning depends on who asks. */
const personalStatements = onceEach(
  (document: Json) => document,
  (document): readonly Statement[] =>
    parsePolicy(document).statements.filter(({ conditions, resources }) => conditions.some(isPersonal) || resources?.patterns.some(isPersonalText)),
);

const isPersonal = ({ key, values }: Condition): boolean => isPersonalKey(key) || values.some(isPersonalText);
const isPersonalText = ({ parts }: TextPattern): boolean => parts.some((part) => typeof part !== 'string' && isPersonalKey(part.name));
const isPersonalKey = (key: string): boolean =>
  key.startsWith('aws:principal') || key === 'aws:username' || key === 'aws:userid' || key === 'aws:tokenissuetime';
