import { inventoryEntry } from '../aws/inventoryDocuments.ts';
import { isObject } from '../parseJson.ts';
import { type List, list } from './list.ts';
import { agentLists } from './lists/agents.ts';
import { buildLists } from './lists/builds.ts';
import { containerLists } from './lists/containers.ts';
import { ec2Lists } from './lists/ec2.ts';
import { functionLists } from './lists/functions.ts';
import { plainLists } from './lists/plain.ts';
import { isThingType, things } from './things.ts';

/** What a person writes down, as `keyblast iam escalate --inventory` takes it. */
const inventory = list(
  inventoryEntry.refine(({ type }) => isThingType(type), { path: ['type'], message: `type is none of ${Object.keys(things).join(', ')}` }),
  ({ type, roleArn, ...entry }) => (isThingType(type) ? { type, ...entry, ...(roleArn === undefined ? {} : { role: roleArn }) } : undefined),
  { marks: ['type', 'arn'] },
);

/** By the name under which its entries stand, each answer that is read. */
export const lists: { [name: string]: List } = {
  inventory,
  ...ec2Lists,
  ...functionLists,
  ...containerLists,
  ...buildLists,
  ...agentLists,
  ...plainLists,
};
export const listNames = Object.keys(lists);

/** Of an object that stands for itself: the list that its members are those of. Whatever their capitals: AWS Config and scripts write them in their own way. */
export function listOfObject(value: unknown): string | undefined {
  if (!isObject(value)) return undefined;
  const has = new Set(Object.keys(value).map((name) => name.toLowerCase()));
  return listNames.find((name) => {
    const marks = lists[name]!.marks;
    return marks.length > 0 && marks.every((mark) => has.has(mark.toLowerCase()));
  });
}
