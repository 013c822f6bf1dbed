import { refOf, type Standard, standards } from '../model/standards.ts';
import { rules } from './rules.ts';

/** The tables of docs/findings.md, in Markdown. */
export function rulesTable(): string {
  const head = ['| rule | about | cause | found where | what to do | closed by | scenario |', '| --- | --- | --- | --- | --- | --- | --- |'];
  const rows = rules.map(
    (rule) =>
      `| \`${rule.id}\` ${rule.title} | ${rule.on} | ${rule.cause} | ${rule.says} | ${rule.todo} | ${rule.closedBy ? `\`${rule.closedBy}\`` : 'an import'} | ${rule.scenario} |`,
  );
  return [...head, ...rows].join('\n');
}

/** Each item of a standard with the rules that evidence it, or that nothing here does. */
export function standardTable(standard: Standard): string {
  const rows = standard.items.map((item) => {
    const by = rules.filter((rule) => rule.standards.includes(refOf(standard, item))).map(({ id }) => `\`${id}\``);
    return `| ${item.id} | ${item.title} | ${item.coverage} | ${by.length > 0 ? by.join(', ') : nothing[item.coverage]} |`;
  });
  return ['| item | title | coverage | rules |', '| --- | --- | --- | --- |', ...rows].join('\n');
}
const nothing: Record<string, string> = { context: '**nothing**: only what would follow from it is seen', none: '**nothing**: cannot be evidenced here' };

/** The whole of what is made from the code. */
export const rulesDocument = (): string => [rulesTable(), ...standards.map((standard) => `### ${standard.name}\n\n${standardTable(standard)}`)].join('\n\n');
