import { parseArn } from '../../model/arn.ts';
import { arnKey } from '../../model/awsKeys.ts';
import { awsResource } from '../../model/awsResource.ts';
import { asObject, isObject, textOf } from '../parseJson.ts';
import type { Text } from './caller.ts';
import type { Members } from './events.ts';
import { type ResourceForm, resourceForms } from './resourceForms.ts';

/** Where a call was made, as far as ARNs need it. */
export type Place = { service: string; partition: string; region: string; account: string };

/**
 * Keys of what a call acted on, each once, at the model's granularity. The first of these that says something: the event's own list, what a creating call says it made, the parameters, the message of
 * a refusal.
 */
export function resourcesOf(event: Members, place: Place, text: Text): string[] {
  const call = String(event.eventName);
  const response = /^(?:Create|Run|Copy|Restore|Register|Import)[A-Z]/.test(call) ? asObject(event.responseElements) : undefined;
  const request = asObject(event.requestParameters);
  const arns =
    firstOf(
      // what is copied from is listed too
      () => (/Copy(?:Object)?$/.test(call) ? [] : listed(event.resources, text)),
      () => (response ? made(response, call, place, text) : []),
      () => (request ? named(request, call, place, text) : []),
      () => (request ? ownArns(request, place.service, text, 0) : []),
      () => refusedOn(event.errorMessage, text),
    ) ?? [];
  return [...new Set(arns.map((arn) => arnKey(awsResource(arn))))];
}

function firstOf(...places: (() => string[])[]): string[] | undefined {
  for (const place of places) {
    const found = place();
    if (found.length > 0) return found;
  }
  return undefined;
}

/** An ARN of one thing. Abridged ones (`arn::::table/x`) and patterns name nothing. */
function arnIn(value: unknown, text: Text): string[] {
  const arn = textOf(value)?.startsWith('arn:aws') ? text(value) : undefined;
  return arn !== undefined && parseArn(arn) !== undefined && !arn.includes('*') ? [arn] : [];
}

const listed = (resources: unknown, text: Text): string[] =>
  Array.isArray(resources) ? resources.filter(isObject).flatMap(({ ARN, arn, resourceName }) => arnIn(ARN ?? arn ?? resourceName, text)) : [];

/** The ARN that the answer gives, with the path or the letters at its end that a name does not have; else its name. */
function made(response: Members, call: string, place: Place, text: Text): string[] {
  const arns = ownArns(response, place.service, text, 2);
  if (arns.length > 0) return arns.slice(0, 1);
  return firstOf(...[response, ...Object.values(response).filter(isObject)].map((object) => () => named(object, call, place, text))) ?? [];
}

/** Members that are ARNs of the service itself: an ARN of another one is what is handed over, not what is acted on. */
function ownArns(object: Members, service: string, text: Text, depth: number): string[] {
  return Object.entries(object).flatMap(([name, value]): string[] => {
    if (isObject(value)) return depth > 0 ? ownArns(value, service, text, depth - 1) : [];
    return /arn$/i.test(name) ? arnIn(value, text).filter((arn) => parseArn(arn)?.service === service) : [];
  });
}

function named(parameters: Members, call: string, place: Place, text: Text): string[] {
  const forms = (resourceForms.get(place.service) ?? []).filter((form) => form.call?.test(call) ?? true);
  return firstOf(...forms.map((form) => () => valuesOf(form.parameter, parameters[form.parameter]).flatMap((value) => arnOf(form, value, place, text)))) ?? [];
}

/** A text, several in a list or as the names of an object, or items of a set: `{"items": [{"instanceId": "i-1"}]}`. */
function valuesOf(parameter: string, value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap((item) => valuesOf(parameter, item));
  if (!isObject(value)) return [];
  if (Array.isArray(value.items)) return value.items.flatMap((item) => (isObject(item) ? valuesOf(parameter, item.instanceId) : []));
  return parameter === 'requestItems' ? Object.keys(value) : [];
}

function arnOf({ parameter, arn }: ResourceForm, value: string, place: Place, text: Text): string[] {
  if (value.startsWith('arn:')) return arnIn(value, text);
  const name = text(plainName(parameter, value));
  if (arn === undefined || name === undefined || /[*\s]/.test(name)) return [];
  const form = parameter === 'modelId' && acrossRegions.test(value) ? 'bedrock:R:A:inference-profile/*' : arn;
  const own = form.replace(':R:', () => `:${place.region}:`).replace(':A:', () => `:${place.account}:`);
  return [`arn:${place.partition}:${own.replace('*', () => name)}`];
}

/** Bedrock's models that are served from several regions are called by profiles. */
const acrossRegions = /^(?:us|us-gov|eu|apac|jp|au|ca|global)\./;

/** The last part of an ARN, of what the services take in its place. */
function plainName(parameter: string, value: string): string {
  switch (parameter) {
    case 'functionName':
      return /(?:^|:)function:([^:]+)/.exec(value)?.[1] ?? value.replace(/:.*$/s, '');
    case 'keyId':
      return value.startsWith('alias/') ? value : `key/${value}`;
    case 'name':
    case 'names':
      return value.replace(/^\//, '');
    case 'queueUrl':
      return value.split('/').at(-1) ?? value;
    default:
      return value;
  }
}

/** `… is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::1:role/x because …` */
const refusedOn = (message: unknown, text: Text): string[] => arnIn(/ on resource: (arn:aws[^\s"']+)/.exec(textOf(message) ?? '')?.[1], text);
