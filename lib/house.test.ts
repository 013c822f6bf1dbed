import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');
const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' }).trim().split('\n');
const read = (file: string): string => fs.readFileSync(path.join(root, file), 'utf8');

/** Made by running the product, so that a fresh checkout does not have it. */
const made = /^(\.keyblast|\.next|node_modules|lib\/store\/generated|test-results)(\/|$)/;

describe('the documents', () => {
  const documents = tracked.filter((file) => file.endsWith('.md') && fs.existsSync(path.join(root, file)));

  test.each(documents)('%s names only paths that exist', (document) => {
    const inCode = [...read(document).matchAll(/`([^`\s]+)`/g)].map((match) => match[1] ?? '');
    const linked = [...read(document).matchAll(/\]\((?!https?:|#|mailto:)([^)\s#]+)/g)].map((match) =>
      path.posix.join(path.posix.dirname(document), match[1] ?? ''),
    );
    const named = inCode.filter((text) => /^(app|bench|bin|components|docs|e2e|lib|prisma|public)\/[\w./[\]()-]*$/.test(text));
    const missing = [...named, ...linked].filter((name) => !made.test(name) && !fs.existsSync(path.join(root, name.replace(/\/$/, ''))));
    expect(missing).toEqual([]);
  });
});

describe('the lock file', () => {
  test('has no download addresses: every machine asks the registry that it is set up for', () => {
    const lock: { packages: Record<string, { resolved?: string }> } = JSON.parse(read('package-lock.json'));
    expect(Object.keys(lock.packages).length).toBeGreaterThan(100);
    expect(Object.entries(lock.packages).filter(([, { resolved }]) => resolved !== undefined && /^(https?|git)/.test(resolved))).toEqual([]);
  });

  // A registry mirror may lack what is for other machines, and then npm writes a lock file that npm ci refuses: see docs/decisions.
  test('names every optional package, for every kind of machine', () => {
    const lock: { packages: Record<string, { optionalDependencies?: Record<string, string> }> } = JSON.parse(read('package-lock.json'));
    const locked = (from: string, name: string): boolean => `${from}/node_modules/${name}` in lock.packages || `node_modules/${name}` in lock.packages;
    const missing = Object.entries(lock.packages).flatMap(([from, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter((name) => !locked(from, name)),
    );
    expect(missing).toEqual([]);
  });

  test('is the only one', () => {
    expect(tracked.filter((file) => /(^|\/)(package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?)$/.test(file))).toEqual([
      'package-lock.json',
    ]);
  });
});
