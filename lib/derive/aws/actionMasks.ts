import { actionClasses } from '../../iam/actionClass.ts';
import { type ArnForm, arnForms } from '../../iam/arnForms.ts';
import { type Action, type ActionSet, openCatalogue, type Service } from '../../iam/catalogue.ts';
import type { ActionClass } from '../../model/facts.ts';

/** Which actions count: on a thing that is there all but those that make one; of what is still to be made, only those. */
export type Counted = 'there' | 'toBeMade' | 'both';

export type ActionMasks = {
  /** The class of every action, by id. */
  classes: readonly ActionClass[];
  /** The actions that are checked on things of a form, as far as they count; the same object each time. */
  on(form: ArnForm, counted: Counted): ActionSet;
};

let made: ActionMasks | undefined;

export function actionMasks(): ActionMasks {
  made ??= makeMasks();
  return made;
}

function makeMasks(): ActionMasks {
  const catalogue = openCatalogue();
  const making = catalogue.noActions();
  for (let id = 0; id < catalogue.size; id++) if (isMaking(catalogue.action(id))) making[id >> 5]! |= 1 << (id & 31);
  const none = catalogue.noActions();
  const known = { there: new Map<ArnForm, ActionSet>(), toBeMade: new Map<ArnForm, ActionSet>() };
  return {
    classes: actionClasses(catalogue),
    on(form, counted) {
      if (onlyUsed.has(`${form.type.service}:${form.type.name}`)) return none;
      const all = arnForms().actionsOn(form);
      if (counted === 'both') return all;
      const set = known[counted].get(form) ?? all.map((word, at) => word & (counted === 'there' ? ~making[at]! : making[at]!));
      known[counted].set(form, set);
      return set;
    },
  };
}

/** Types on which a service checks its actions, though they do nothing to them: commands write what they print into a bucket. */
const onlyUsed = new Set(['ssm:bucket']);

const verb = /^(Create|Run|Launch|Import|Register|Allocate|Provision|Purchase|Request)(?=[A-Z])/;
/** `notebook-instance`, `NotebookInstances` */
const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]|s$/g, '');

/** They do something to what is there, whatever they are called. */
const notMaking = new Set([
  'ec2:CreateReplaceRootVolumeTask',
  'ec2:CreateSnapshot',
  'ec2:CreateSnapshots',
  'ec2:CreateImage',
  'ssm:CreateAssociation',
  'kms:CreateAlias',
]);

/** Whether an action makes a new thing of one of the types that it is checked on, and so does nothing to one that is there: CreateFunction does, CreateAlias of a function does not. */
function isMaking({ name, resources }: Action): boolean {
  const part = name.slice(name.indexOf(':') + 1);
  if (!verb.test(part) || notMaking.has(name)) return false;
  const what = plain(part.replace(verb, ''));
  return resources.some(({ type }) => plain(type.name) === what);
}

const unnamed = new Map<string, ActionSet>();

/** The actions of some services that know no resource: they act on the service as it is in the account. The same object each time. */
export function unnamedActions(services: readonly Service[]): ActionSet {
  const key = services.map(({ first }) => first).join();
  const known = unnamed.get(key);
  if (known) return known;
  const catalogue = openCatalogue();
  const set = catalogue.noActions();
  for (const { first, end } of services) for (let id = first; id < end; id++) if (catalogue.action(id).resources.length === 0) set[id >> 5]! |= 1 << (id & 31);
  unnamed.set(key, set);
  return set;
}
