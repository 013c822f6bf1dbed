import type { Importer, Recognition, Sample } from '../importer.ts';
import { map } from './map.ts';
import { open, type Row } from './parse.ts';

export const awsIdentityProviders: Importer<Row> = {
  id: 'aws-identity-providers',
  title: 'AWS sign-in providers, SAML and OIDC (JSON)',
  recognisedBy:
    'JSON with SAMLProviderList, OpenIDConnectProviderList or samlProviders, or the answer of get-open-id-connect-provider (Url, ClientIDList, ThumbprintList)',
  version: 1,
  rank: 400,
  detect,
  open,
  map,
};

function detect({ head }: Sample): Recognition {
  if (!/^\ufeff?\s*[[{]/.test(head)) return { score: 0, why: 'it is no JSON' };
  const list = /"(SAMLProviderList|OpenIDConnectProviderList|samlProviders)"\s*:\s*\[/.exec(head)?.[1];
  if (list !== undefined) return { score: list === 'samlProviders' ? 0.8 : 0.95, why: `it has ${list}` };
  if (/"ClientIDList"\s*:\s*\[/.test(head) && /"ThumbprintList"\s*:\s*\[/.test(head)) return { score: 0.95, why: 'it has ClientIDList and ThumbprintList' };
  return { score: 0, why: 'no SAMLProviderList, OpenIDConnectProviderList or ClientIDList' };
}
