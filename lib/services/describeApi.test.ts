import { expect, test } from 'vitest';
import { apiRoutes } from '../model/apiRoutes.ts';
import { describeApi } from './describeApi.ts';

type Operation = {
  operationId: string;
  description: string;
  security: unknown[];
  parameters?: { name: string; in: string }[];
  requestBody?: { content: Record<string, { schema?: Record<string, unknown> }> };
};
const { paths } = JSON.parse(JSON.stringify(describeApi())) as { paths: Record<string, Record<string, Operation>> }; // as it is sent; its shape is what is tested

test('every route is there, with a name of its own and who may', () => {
  const operations = Object.values(paths).flatMap((at) => Object.values(at));
  expect(operations).toHaveLength(apiRoutes.length);
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(apiRoutes.length);
  expect(operations.filter(({ security }) => security.length === 0)).toHaveLength(apiRoutes.filter(({ who }) => who === 'anyone').length);
  expect(paths['/api/sla']!.put).toMatchObject({ operationId: 'putSla', description: 'Needs the role manager.' });
});

test('bodies are what verbs check; what stands in the address is not in them', () => {
  const schema = (at: string, method = 'post') => paths[at]?.[method]?.requestBody?.content['application/json']?.schema;
  expect(schema('/api/corrections')).toMatchObject({
    required: ['kind', 'key', 'reason', 'expires'],
    properties: { kind: { enum: ['wrong edge', 'no secret', 'not the same'] } },
  });
  expect(Object.keys(schema('/api/tasks/{task}/claim')?.properties ?? {})).toEqual(['note']);
  expect(paths['/api/tasks/{task}/claim']!.post!.parameters).toMatchObject([{ name: 'task', in: 'path' }]);
  expect(schema('/api/uploads')).toBeUndefined();
});
