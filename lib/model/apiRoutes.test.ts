import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { apiRoutes } from './apiRoutes.ts';

/** What the tree has: methods that a route exports, and of a route whose last part is [act] every act that its file knows. */
const app = path.resolve(import.meta.dirname, '../../app');
const files = fs.readdirSync(path.join(app, 'api'), { recursive: true, encoding: 'utf8' }).filter((file) => path.basename(file) === 'route.ts');

function routesOf(file: string): string[] {
  const text = fs.readFileSync(path.join(app, 'api', file), 'utf8');
  const methods = [...text.matchAll(/^export (?:async function|const) (GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b/gm)].map(([, method]) => method!);
  const at = `/api/${path.dirname(file)}`.replaceAll(/\[(\w+)\]/g, '{$1}');
  const paths = at.endsWith('/{act}') ? actsOf(text).map((act) => at.replace('{act}', act)) : [at];
  return methods.flatMap((method) => paths.map((each) => `${method} ${each}`));
}

/** Members of the table `acts`, and what `act` is compared with. */
function actsOf(text: string): string[] {
  const table = /^const acts\b[^\n]* = \{(.*?)\};/ms.exec(text)?.[1] ?? '';
  const members = [...table.matchAll(/(?:^|[,{])\s*'?([a-z][\w-]*)'?(?=:)/gm)].map(([, name]) => name!);
  const compared = [...text.matchAll(/\bact [!=]== '([\w-]+)'/g)].map(([, name]) => name!);
  return [...new Set([...members, ...compared])];
}

test('every route of the tree is described, and no other', () => {
  const found = files.flatMap(routesOf);
  expect(found.length).toBeGreaterThan(70);
  expect(apiRoutes.map(({ method, path: at }) => `${method} ${at}`).sort()).toEqual(found.sort());
});

test('there is no other way to ask the server: no action, and no route elsewhere', () => {
  const all = fs.readdirSync(app, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));
  expect(all.filter((file) => path.basename(file) === 'route.ts' && !file.startsWith('api/'))).toEqual([]);
  expect(all.filter((file) => /['"]use server['"]/.test(fs.readFileSync(path.join(app, file), 'utf8')))).toEqual([]);
});
