import { type ActionClass, actionClasses } from '../model/facts.ts';

/** The verbs by which platforms name their actions, most harmful class first. */
const verbs: [ActionClass, RegExp][] = [
  ['delegate', /assume|impersonat|grant|delegat|permission|policy|role|mint|issue|invite|token|setiam|manage|admin/],
  ['execute', /exec|^run|invoke|deploy|start|shell|ssh|eval|^call/],
  ['delete', /delet|remov|destroy|purge|drop/],
  ['send', /send|post|publish|reply|comment|message|mail|notify/],
  ['spend', /spend|^pay|purchase|buy|charge|infer|complet|generat/],
  ['write', /writ|creat|updat|edit|^put|patch|modif|^set|upload|insert|append|vote|follow|^add/],
  ['list', /^list|enumerat|search|describe/],
  ['read', /read|^get|view|download|fetch|query|select|export/],
];
const secretRead = /secret.*(get|read|access|view|list)|(get|read|access|view).*secret|decrypt/;

/**
 * What a raw action name amounts to, by its last part (`posts:create` is `create`): a class's own name, else the most harmful verb in it; undefined where none
 * is known. Reading secrets is read-secret wherever the word stands.
 */
export function classifyAction(action: string): ActionClass | undefined {
  const whole = action.toLowerCase();
  const last = whole.split(/[:./]/).at(-1) ?? whole;
  if (secretRead.test(whole)) return 'read-secret';
  return actionClasses.find((name) => name === last) ?? verbs.find(([, verb]) => verb.test(last))?.[0];
}
