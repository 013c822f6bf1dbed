/**
 * What an answer was asked for. Some answers do not repeat it, and then the name of the file has to: `list-parents-123456789012.json`, `list-policies-for-target-ou-ab12-cd34ef56.json`. `parent`: the root or unit
 * whose units, accounts or children were listed; `attachedTo`: what policies were listed for.
 */
export type Asked = { target?: string; parent?: string; policy?: string; attachedTo?: string };

const targetForm = /(?<![a-z0-9])(?:ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}|r-[a-z0-9]{4,32}|\d{12})(?![a-z0-9])/g;
const policyForm = /(?<![a-zA-Z0-9])p-[a-zA-Z0-9]{8,128}(?![a-zA-Z0-9])/g;

/** @param fileName with or without folders: only its last part counts */
export function askedFor(fileName: string): Asked {
  const name = fileName.slice(fileName.lastIndexOf('/') + 1);
  const target = name.match(targetForm)?.at(-1);
  const policy = name.match(policyForm)?.at(-1);
  const asked: Asked = policy === undefined ? {} : { policy };
  if (target === undefined) return asked;
  // a list of all policies may be named after the account that asked for it
  const attachedTo = /target/i.test(name) ? { attachedTo: target } : {};
  return { ...asked, target, ...attachedTo, ...(target.startsWith('r-') || target.startsWith('ou-') ? { parent: target } : {}) };
}
