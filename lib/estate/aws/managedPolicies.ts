import { type Policy, policy } from './policy.ts';

const ofAws = (name: string): string => `arn:aws:iam::aws:policy/${name}`;

export const administratorAccess = ofAws('AdministratorAccess');
export const powerUserAccess = ofAws('PowerUserAccess');
export const lambdaBasicExecution = ofAws('service-role/AWSLambdaBasicExecutionRole');

/** Policies of AWS that are attached somewhere in the estate, as an account's dump lists them beside its own. */
export const policiesOfAws: Record<string, Policy> = {
  [administratorAccess]: policy({ Effect: 'Allow', Action: '*', Resource: '*' }),
  [powerUserAccess]: policy(
    { Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'account:*'], Resource: '*' },
    {
      Effect: 'Allow',
      Action: [
        'account:GetAccountInformation',
        'account:GetGovCloudAccountInformation',
        'account:GetPrimaryEmail',
        'account:ListRegions',
        'iam:CreateServiceLinkedRole',
        'iam:DeleteServiceLinkedRole',
        'iam:ListRoles',
        'organizations:DescribeEffectivePolicy',
        'organizations:DescribeOrganization',
      ],
      Resource: '*',
    },
  ),
  [lambdaBasicExecution]: policy({ Effect: 'Allow', Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'], Resource: '*' }),
};
