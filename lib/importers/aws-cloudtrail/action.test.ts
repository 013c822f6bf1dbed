import { expect, test } from 'vitest';
import { actionOf, outcomeOf, serviceOf } from './action.ts';

test.each([
  ['s3.amazonaws.com', 'HeadObject', 's3:GetObject'],
  ['s3.amazonaws.com', 'ListObjectsV2', 's3:ListBucket'],
  ['s3.amazonaws.com', 'DeleteBucketEncryption', 's3:PutEncryptionConfiguration'],
  ['s3.amazonaws.com', 'GetBucketPolicy', 's3:GetBucketPolicy'],
  ['lambda.amazonaws.com', 'CreateFunction20150331', 'lambda:CreateFunction'],
  ['lambda.amazonaws.com', 'UpdateFunctionConfiguration20150331v2', 'lambda:UpdateFunctionConfiguration'],
  ['lambda.amazonaws.com', 'Invoke', 'lambda:InvokeFunction'],
  ['cloudfront.amazonaws.com', 'CreateDistributionWithTags2020_05_31', 'cloudfront:CreateDistribution'],
  ['monitoring.amazonaws.com', 'PutMetricAlarm', 'cloudwatch:PutMetricAlarm'],
  ['ec2.amazonaws.com.cn', 'RunInstances', 'ec2:RunInstances'],
  ['apigateway.amazonaws.com', 'UpdateRestApi', 'apigateway:PATCH'],
  [undefined, 'ConsoleLogin', 'ConsoleLogin'],
])('%s %s is %s', (source, name, action) => expect(actionOf(serviceOf(source), name)).toBe(action));

test.each([
  [{}, 'success'],
  [{ errorCode: 'AccessDenied' }, 'denied'],
  [{ errorCode: 'AccessDeniedException' }, 'denied'],
  [{ errorCode: 'Client.UnauthorizedOperation' }, 'denied'],
  [{ errorCode: 'InvalidClientTokenId' }, 'denied'],
  [{ errorCode: 'NoSuchBucketPolicy', errorMessage: 'Access to it is not the matter' }, undefined],
  [{ errorCode: 'ThrottlingException' }, undefined],
  [{ eventName: 'ConsoleLogin', responseElements: { ConsoleLogin: 'Success' } }, 'success'],
  [{ eventName: 'ConsoleLogin', responseElements: { ConsoleLogin: 'Failure' }, errorMessage: 'Failed authentication' }, 'denied'],
  [{ errorMessage: 'Access Denied' }, 'denied'],
])('%j: %s', (event, outcome) => expect(outcomeOf(event)).toBe(outcome));
