import { z } from 'zod';
import { accountOfArn } from '../../model/arn.ts';
import { type AwsDocuments, documentsOf } from '../aws/awsDocument.ts';

/** The sign-in providers of an account by ARN alone, as `keyblast iam escalate --saml-providers` takes them: `[arn]`. */
export function samlProviderDocuments(account: string, arns: unknown): AwsDocuments {
  return documentsOf('samlProviders', arns, z.string().startsWith('arn:'), (arn) => [
    { kind: 'identity-provider', body: { account: accountOfArn(arn) ?? account, arn, type: arn.includes(':oidc-provider/') ? 'oidc' : 'saml' } },
  ]);
}
