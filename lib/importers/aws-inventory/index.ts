import type { Importer, Recognition, Sample } from '../importer.ts';
import { listNames, lists } from './lists.ts';
import { map } from './map.ts';
import { configLists, open, type Row } from './parse.ts';
import { things } from './things.ts';

export const awsInventory: Importer<Row> = {
  id: 'aws-inventory',
  title: 'AWS inventory: what runs and what lies in an account (JSON)',
  recognisedBy:
    'items of AWS Config, or answers of aws ec2, lambda, ecs, glue, codebuild, s3api and others: JSON with Reservations, Functions, Buckets, clusterArns … and ARNs in them; or a list of objects with type and arn',
  version: 2,
  rank: 300,
  detect,
  open,
  map,
};

/** Words that other programs have too count only beside what AWS writes in such lists. */
const ordinary = new Set(
  'Aliases association Buckets Configuration Functions Instances Job Jobs Keys Service Stacks Summaries Table Targets Topics UserProfile agent cluster clusters inventory projects repositories services tasks'.split(
    ' ',
  ),
);
const named = (names: readonly string[]): RegExp => new RegExp(`"(${names.join('|')})"\\s*:\\s*[[{]`);
const ownWords = named(listNames.filter((name) => !ordinary.has(name)));
const otherWords = named([...ordinary]);
const onlyEmpty = new RegExp(`^\\ufeff?\\s*\\{\\s*"(${listNames.join('|')})"\\s*:\\s*\\[\\s*\\]\\s*[,}]`);
const written = new RegExp(`"type"\\s*:\\s*"(?:${Object.keys(things).join('|')})"`);

function detect({ head }: Sample): Recognition {
  if (!/^\ufeff?\s*[[{]/.test(head)) return { score: 0, why: 'it is no JSON' };
  if (/"(?:eventSource|CloudTrailEvent|RoleDetailList|PolicyVersionList)\\?"/.test(head)) return { score: 0, why: 'it is of another format of AWS' };
  if (named(configLists).test(head) && /\\?"resourceType\\?"\s*:\s*\\?"AWS::/.test(head)) return { score: 0.97, why: 'it has items of AWS Config' };
  if (/"resourceType"\s*:\s*"AWS::/.test(head) && /"(?:configuration|resourceId)"\s*:/.test(head))
    return { score: 0.95, why: 'its objects are items of AWS Config' };
  const own = ownWords.exec(head)?.[1];
  if (own !== undefined) return { score: 0.9, why: `it has ${own}` };
  const other = otherWords.exec(head)?.[1];
  if (other !== undefined && (/"arn:aws[\w-]*:/.test(head) || marksIn(head, other))) return { score: 0.85, why: `it has ${other}, and what AWS writes in it` };
  if (written.test(head) && /"arn"\s*:\s*"arn:/.test(head)) return { score: 0.9, why: 'its objects have a type and an arn of an inventory' };
  const alone = listNames.find((each) => each !== 'inventory' && lists[each]!.marks.length > 1 && marksIn(head, each));
  if (alone !== undefined && /"arn:aws[\w-]*:|"UserData"|"IdentityPoolId"/.test(head))
    return { score: 0.8, why: `its objects have ${lists[alone]!.marks.join(' and ')}` };
  const empty = onlyEmpty.exec(head)?.[1];
  return empty === undefined ? { score: 0, why: 'no answer about what runs or lies in an account' } : { score: 0.7, why: `it has ${empty}, and nothing in it` };
}

const bucketsHave = /"CreationDate"\s*:/;
function marksIn(head: string, name: string): boolean {
  if (name === 'Buckets') return bucketsHave.test(head);
  const { marks } = lists[name]!;
  return marks.length > 0 && marks.every((mark) => new RegExp(`"${mark}"\\s*:`, 'i').test(head));
}
