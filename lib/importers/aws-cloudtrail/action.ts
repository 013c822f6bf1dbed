import type { Outcome } from '../../model/facts.ts';
import { asObject, textOf } from '../parseJson.ts';
import { actionNames, servicePrefixes } from './apiNames.ts';
import type { Members } from './events.ts';

/** The prefix of a service's actions: `monitoring.amazonaws.com` is `cloudwatch`. Undefined where the event names no service. */
export function serviceOf(source: string | undefined): string | undefined {
  const name = source?.toLowerCase().replace(/\.(?:amazonaws|aws)\.(?:com(?:\.cn)?|internal)$/, '');
  return name === undefined ? undefined : (servicePrefixes[name] ?? name);
}

/** The action of IAM that allowed the call, `s3:GetObject` for `HeadObject`; without the version that some services write behind the name. */
export function actionOf(service: string | undefined, eventName: string): string {
  const call = eventName.replace(/_?20\d\d_?\d\d_?\d\d(?:v\d+)?$/, '');
  if (service === undefined) return call;
  if (service === 'apigateway') return `apigateway:${httpMethod(call)}`;
  return `${service}:${actionNames.get(`${service}:${call}`) ?? call}`;
}

/** What API Gateway lets do is named by the HTTP methods of its API. */
const httpMethod = (call: string): string => [...methods].find(([verb]) => verb.test(call))?.[1] ?? call;
const methods: [RegExp, string][] = [
  [/^(?:Get|Export|Test)[A-Z]/, 'GET'],
  [/^(?:Create|Generate)[A-Z]/, 'POST'],
  [/^(?:Delete|Untag|Flush)[A-Z]/, 'DELETE'],
  [/^Update[A-Z]/, 'PATCH'],
  [/^(?:Put|Import|Reimport|Tag)[A-Z]/, 'PUT'],
];

/** Codes that say no to whoever calls: no permission, or not whom it claims to be. The services spell them in many ways. */
const refused =
  /AccessDenied|Unauthori[sz]ed|NotAuthori[sz]ed|Authori[sz]ationError|Forbidden|AuthFailure|InvalidClientTokenId|UnrecognizedClient|InvalidAccessKeyId|SignatureDoesNotMatch|ExpiredToken|InsufficientPrivileges/i;

/** `denied` only where access was; another error says nothing about what the caller may do. */
export function outcomeOf({ errorCode, errorMessage, eventName, responseElements }: Members): Outcome | undefined {
  // a sign-in has no code: it says under its own name how it went
  const signIn = asObject(responseElements)?.[String(eventName)];
  const error = signIn === 'Failure' ? 'Unauthorized' : (textOf(errorCode) ?? textOf(errorMessage)?.replaceAll(' ', ''));
  if (error === undefined) return 'success';
  return refused.test(error) ? 'denied' : undefined;
}
