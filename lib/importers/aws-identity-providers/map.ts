import { arnKey } from '../../model/awsKeys.ts';
import type { Fact } from '../../model/facts.ts';
import { documentFact } from '../aws/documentFact.ts';
import { present } from '../present.ts';
import type { Row } from './parse.ts';

/** The provider, and the document by which derive knows whom a role's trust admits. */
export function* map({ source, provider }: Row): Generator<Fact> {
  const { account, arn, url, type } = provider;
  const name = arn.slice(arn.indexOf('-provider/') + '-provider/'.length);
  yield {
    fact: 'resource',
    key: arnKey(arn),
    name,
    kind: 'sign-in provider',
    system: 'aws',
    attrs: { account, type, ...present({ url }) },
    source: { name: source },
  };
  yield documentFact({ kind: 'identity-provider', body: provider }, source);
}
