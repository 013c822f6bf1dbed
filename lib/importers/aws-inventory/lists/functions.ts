import { z } from 'zod';
import { awsResource } from '../../../model/awsResource.ts';
import { members } from '../../aws/members.ts';
import { arnAt } from '../../aws/place.ts';
import { tags } from '../../aws/tags.ts';
import { isObject } from '../../parseJson.ts';
import { present } from '../../present.ts';
import { type Into, type List, list, required, text, thingAt, variables } from '../list.ts';
import { inEnvironment } from '../secrets.ts';

/** `aws lambda`, with what calls functions. */

/** AWS Config has the state as an object around its text. */
const state = z.preprocess((value) => (isObject(value) ? (value.value ?? value.Value) : value), text);

const configuration = members({
  FunctionName: required,
  FunctionArn: text,
  Role: text,
  State: state,
  Environment: members({ Variables: variables }).optional(),
  Tags: tags,
});

const addFunction = (entry: z.infer<typeof configuration>, { place, fingerprint }: Into) =>
  thingAt(entry.FunctionArn ?? arnAt(place, 'lambda', `function:${entry.FunctionName}`), {
    type: 'lambda-function',
    name: entry.FunctionName,
    tags: entry.Tags,
    secrets: inEnvironment(entry.FunctionName, entry.Environment?.Variables ?? {}, fingerprint),
    ...present({ role: entry.Role, state: entry.State }),
  });

const plain = ({ arn, ...rest }: { arn: string }) => ({ arn: awsResource(arn), ...rest });
const read = (entry: z.infer<typeof configuration>, into: Into) => {
  const thing = addFunction(entry, into);
  return typeof thing === 'object' && 'arn' in thing ? { ...thing, ...plain(thing) } : thing;
};

/** A function that is called from there. Only a function is noted: others are named by the same lists. */
function called(arn: string | undefined, note: { untrustedInput?: true }, { inventory }: Into): undefined {
  if (arn !== undefined && /:lambda:[^:]*:[^:]*:function:/.test(arn)) inventory.note(awsResource(arn), { triggered: true, ...note });
}

export const functionLists: { [name: string]: List } = {
  Functions: list(configuration, read, { marks: ['FunctionName', 'FunctionArn'], lists: 'lambda-function' }),
  /** get-function */
  Configuration: list(configuration, read),
  EventSourceMappings: list(
    members({ FunctionArn: text, State: text }),
    ({ FunctionArn, State }, into) => (State === 'Disabled' ? undefined : called(FunctionArn, {}, into)),
    { marks: ['FunctionArn', 'EventSourceArn'] },
  ),
  FunctionUrlConfigs: list(
    members({ FunctionArn: text, AuthType: text }),
    ({ FunctionArn, AuthType }, into) => called(FunctionArn, AuthType === 'NONE' ? { untrustedInput: true } : {}, into),
    { marks: ['FunctionArn', 'FunctionUrl'] },
  ),
  /** events list-targets-by-rule */
  Targets: list(members({ Id: text, Arn: text }), ({ Arn }, into) => called(Arn, {}, into)),
  /** s3api get-bucket-notification-configuration */
  LambdaFunctionConfigurations: list(members({ LambdaFunctionArn: text }), ({ LambdaFunctionArn }, into) => called(LambdaFunctionArn, {}, into)),
  /** sns list-subscriptions */
  Subscriptions: list(members({ Protocol: text, Endpoint: text }), ({ Endpoint }, into) => called(Endpoint, {}, into)),
};
