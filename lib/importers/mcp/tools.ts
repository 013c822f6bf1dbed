import type { ActionClass } from '../../model/facts.ts';

/** What tools are named after, worst first: a tool that does several things is as bad as the worst of them. */
const words: [RegExp, ActionClass][] = [
  [/(?:^|_)(?:run|exec|execute|eval|shell|bash|terminal|command|invoke|deploy|click|navigate)(?:_|$)/, 'execute'],
  [/(?:^|_)(?:grant|share|invite|permission|role|assign)(?:_|$)/, 'delegate'],
  [/(?:^|_)(?:delete|remove|drop|destroy|purge|archive)(?:_|$)/, 'delete'],
  [/(?:^|_)(?:send|post|publish|reply|email|message|notify|comment)(?:_|$)/, 'send'],
  [/(?:^|_)(?:create|add|update|write|edit|set|put|insert|push|merge|upload|move|rename|save|apply|modify|commit)(?:_|$)/, 'write'],
  [/(?:^|_)(?:pay|charge|buy|order|generate|complete)(?:_|$)/, 'spend'],
  [/(?:^|_)(?:get|read|search|fetch|query|find|describe|show|view|download|lookup|resolve|check)(?:_|$)/, 'read'],
  [/(?:^|_)(?:list|count|status|ping)(?:_|$)/, 'list'],
];

/** The action class of a tool by its name; undefined where the name does not say. */
export function classOfTool(tool: string): ActionClass | undefined {
  const name = tool
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toLowerCase();
  return words.find(([pattern]) => pattern.test(name))?.[1];
}
