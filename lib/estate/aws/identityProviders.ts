import { gitHubProvider, production } from './accounts.ts';

/** As `aws iam list-open-id-connect-providers` and `get-open-id-connect-provider` answer: the code host's workflows sign in. */
export function* identityProviders(): Generator<string> {
  yield `${JSON.stringify({ OpenIDConnectProviderList: [{ Arn: gitHubProvider(production) }] })}\n`;
  yield `${JSON.stringify({
    ...{ Url: 'token.actions.githubusercontent.com', ClientIDList: ['sts.amazonaws.com'], ThumbprintList: ['f'.repeat(40)] },
    ...{ CreateDate: '2024-02-12T08:00:00+00:00', Tags: [] },
  })}\n`;
}
