import type { ActionBits } from '../../iam/actionBits.ts';
import { openCatalogue } from '../../iam/catalogue.ts';
import type { AllowStatement } from '../../iam/compilePrincipal.ts';
import { evaluate } from '../../iam/evaluate.ts';
import type { OpenCondition } from '../../iam/evaluation.ts';
import { conditionOf } from '../../iam/openContext.ts';
import { stringsOf } from '../../iam/policyMembers.ts';
import { statementRef } from '../../iam/statementRef.ts';
import { matchPattern } from '../../iam/textPattern.ts';
import type { ActionClass, Attrs, Condition, GrantFact, Json } from '../../model/facts.ts';
import { allowedUntil } from './allowedUntil.ts';
import type { Share } from './answer.ts';
import type { SecretInside } from './secretsInside.ts';
import { statementsAsEvidence } from './statementEvidence.ts';
import type { Subject } from './subject.ts';

/** What a grant says beside who may do it, and on what. */
export type Granted = Pick<GrantFact, 'class'> & {
  actions: string[];
  certainty?: 'possible';
  condition?: Condition;
  /** ISO 8601 */
  until?: string;
  evidence: Attrs /** It is a store, and can be read. */;
  reads?: true;
};

/** More names than these are told by the patterns of the policies: every action of EC2 is 800 names. */
const mostNames = 24;
/** The first statements that give it; the others give no more. */
export const mostStatements = 3;

type On = Share['on'];

/** Words the grants of one subject, with the statements that give them. */
export class Granting {
  readonly #subject: Subject;
  #own: readonly AllowStatement[] | undefined;
  #abroad: readonly AllowStatement[] | undefined;

  constructor(subject: Subject) {
    this.#subject = subject;
  }

  /**
   * One class of what the subject is allowed: what is certain, or where nothing is, what is possible and what it hangs on. Undefined where anyone may do it: then it is no permission of the subject's.
   */
  granted(name: ActionClass, share: Share): Granted | undefined {
    const { certain, possible, on } = share;
    const { names } = openCatalogue();
    const ids = certain.length > 0 ? certain : possible;
    const statements = this.#givingStatements(on, ids);
    if (this.#subject.account !== undefined && statements.length > 0 && statements.every(isForAnyone)) return undefined;
    const actions = ids.map((id) => names[id]!);
    const told = actions.length <= mostNames ? actions : patternsOf(statements, actions);
    const hangs = this.hangsOn(share);
    const evidence = statementsAsEvidence(
      statements.map(({ policy, statement }) => statementRef(policy, statement)),
      { actions: actions.slice(0, mostNames), resources: [on.input.arn], condition: certain.length === 0 },
    );
    return { class: name, actions: told, ...(hangs.condition && { certainty: 'possible' }), ...hangs, evidence };
  }

  /** Nothing, where any of it is certain; else what the first of the actions hangs on: the others hang on the same or on more. What hangs on a date alone is certain until then. */
  hangsOn({ certain, possible, missing, on }: Share): Pick<Granted, 'condition' | 'until'> {
    if (certain.length > 0) return {};
    if (missing !== undefined) return { condition: missingInput(missing) };
    const open = openConditions(this.#subject, on, openCatalogue().names[possible[0]!]!);
    const until = allowedUntil(open);
    return until === undefined ? { condition: conditionOf(open) } : { until };
  }

  /** Reading what may have secrets inside, which is never certain. Undefined where the share does not have it. */
  inside({ certain, possible, on }: Share, { rule, action }: SecretInside): Omit<Granted, 'class'> | undefined {
    const statements = this.#givingStatements(on, [action]);
    if (!(certain.includes(action) || possible.includes(action)) || (statements.length > 0 && statements.every(isForAnyone))) return undefined;
    const actions = [openCatalogue().names[action]!];
    const evidence = statementsAsEvidence(
      statements.map(({ policy, statement }) => statementRef(policy, statement)),
      { actions, resources: [on.input.arn], condition: true },
    );
    return {
      actions,
      certainty: 'possible',
      condition: missingInput(rule.text ?? 'whether there are credentials inside'),
      evidence: { ...evidence, fix: rule.fix },
    };
  }

  /** The first statements that allow any of the actions there: the subject's own, then those of the resource. */
  #givingStatements(on: On, ids: readonly number[]): AllowStatement[] {
    const found: AllowStatement[] = [];
    const look = (statements: readonly AllowStatement[]): void => {
      for (let at = 0; at < statements.length && found.length < mostStatements; at++) {
        const each = statements[at]!;
        if (has(each.actions, ids) && isAbout(each, on.input.arn)) found.push(each);
      }
    };
    look(this.#statements(on));
    if (found.length < mostStatements && on.input.policy) look(this.#subject.compiled.allowsOf(on));
    return found;
  }

  #statements({ input }: On): readonly AllowStatement[] {
    const { account, compiled, abroad } = this.#subject;
    if (input.account === (account ?? '') || compiled === abroad) {
      this.#own ??= compiled.allows();
      return this.#own;
    }
    this.#abroad ??= abroad.allows();
    return this.#abroad;
  }
}

const isForAnyone = ({ statement: { principals, conditions } }: AllowStatement): boolean =>
  conditions.length === 0 && principals?.not === false && principals.entries.some(({ kind }) => kind === 'any');

const missingInput = (text: string): Condition => ({ kind: 'missing-input', text });

function isAbout({ not, patterns, open }: AllowStatement, arn: string): boolean {
  const resource = arn === '*' ? 'arn:aws:s3:::*' : arn;
  return [...patterns, ...open].some((pattern) => matchPattern(pattern, arn) || matchPattern(pattern, resource)) !== not;
}

/** Whether any of the actions is in the set; both ascend. */
function has({ words, bits }: ActionBits, ids: readonly number[]): boolean {
  let at = 0;
  for (const id of ids) {
    while (at < words.length && words[at]! < id >> 5) at++;
    if (at === words.length) return false;
    if (words[at] === id >> 5 && (bits[at]! >>> (id & 31)) & 1) return true;
  }
  return false;
}

/** The actions as the statements write them; those of a NotAction by their services. */
function patternsOf(statements: readonly AllowStatement[], actions: readonly string[]): string[] {
  const services = [...new Set(actions.map((name) => name.slice(0, name.indexOf(':'))))];
  const written = statements.flatMap(({ statement: { text, actions: of } }) => (of.not ? [] : actionsIn(text).filter((pattern) => isOf(pattern, services))));
  return written.length > 0 && written.length <= mostNames ? [...new Set(written)].sort() : services.map((service) => `${service}:*`);
}

const isOf = (pattern: string, services: readonly string[]): boolean => pattern === '*' || services.includes(pattern.split(':')[0]!.toLowerCase());

function actionsIn(text: Json): string[] {
  if (typeof text !== 'object' || text === null || Array.isArray(text)) return [];
  return Object.entries(text).flatMap(([member, value]) => (member.toLowerCase() === 'action' ? (stringsOf(value) ?? []) : []));
}

function openConditions({ policies, request }: Subject, { input }: On, action: string): OpenCondition[] {
  const { arn, account, policy, rcps = [], isOfManagementAccount = false } = input;
  return evaluate(
    { ...policies, rcps, ...(policy && { resource: policy }) },
    { ...request, action, resource: arn, resourceAccount: account, isResourceOfManagementAccount: isOfManagementAccount },
  ).open;
}
