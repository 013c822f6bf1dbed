import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

/**
 * Who may import whom (docs/architecture.md). A room may always import itself, Node's own modules where the table says `io`, and the packages named. `app` and
 * `components` are pages: React and Mantine are theirs.
 */
type Room = { rooms: string[]; packages?: RegExp; io?: true };
const table: Record<string, Room> = {
  'lib/model': { rooms: [], packages: /^zod$/ },
  'lib/graph': { rooms: [] },
  'lib/iam': { rooms: ['lib/model'] },
  'lib/importers': { rooms: ['lib/model'], packages: /^(zod|csv-parse(\/.*)?|jsonc-parser|smol-toml|yauzl)$/, io: true },
  'lib/derive': { rooms: ['lib/iam', 'lib/model'], packages: /^zod$/ },
  'lib/estate': { rooms: ['lib/model'] },
  'lib/blast': { rooms: ['lib/graph', 'lib/model'] },
  'lib/engine': { rooms: ['lib/blast', 'lib/graph', 'lib/rules', 'lib/store', 'lib/model'], packages: /^(zod|pg|pg-copy-streams)$/, io: true },
  'lib/rules': { rooms: ['lib/blast', 'lib/model'] },
  'lib/charts': { rooms: ['lib/model'], packages: /^d3$/ },
  'lib/reports': { rooms: ['lib/charts', 'lib/model'], packages: /^(zod|yazl)$/ },
  // Of blast only its types, and the facts' way into the database: an import calls the importers' and derive's registries from services, not from here.
  'lib/store': { rooms: ['lib/model'], packages: /^(pg|pg-boss|pg-copy-streams|zod|@prisma\/.*|prisma(\/.*)?)$/, io: true },
  'lib/services': {
    rooms: [
      'lib/model',
      'lib/graph',
      'lib/iam',
      'lib/importers',
      'lib/derive',
      'lib/estate',
      'lib/blast',
      'lib/rules',
      'lib/reports',
      'lib/store',
      'lib/engine/client.ts',
      'lib/engine/protocol.ts',
    ],
    packages: /^(zod|pg|better-auth(\/.*)?|@better-auth\/.*|jose|pino)$/,
    io: true,
  },
  components: { rooms: ['lib/charts', 'lib/model'], packages: /^(react|react-dom|next|@mantine\/.*|@tabler\/.*|@tanstack\/.*|nuqs|geist)(\/.*)?$/ },
  app: {
    rooms: ['lib/services', 'components', 'lib/model'],
    packages: /^(react|react-dom|next|@mantine\/.*|@tabler\/.*|@tanstack\/.*|nuqs|geist|zod|better-auth|server-only)(\/.*)?$/,
    io: true,
  },
  bin: { rooms: ['lib/services', 'lib/model', 'lib/engine'], packages: /^(commander|next|assemblyscript\/asc)$/, io: true },
  bench: { rooms: ['lib'], packages: /./, io: true },
  e2e: { rooms: ['lib', 'bin'], packages: /./, io: true },
  // Files of lib/ that belong to no room: tests over all of them.
  lib: { rooms: [], io: true },
};

/** Single files that may do more than their room, each with its reason. */
const exceptions: { from: RegExp; to: RegExp; why: string }[] = [
  { from: /^lib\/store\//, to: /^lib\/blast\/columns\.ts$/, why: "the store fills the engine's columns: a type and its constructor" },
  {
    from: /^bin\/(bootstrap\/)?[a-zA-Z]+\.(mjs|ts)$/,
    to: /^lib\/store\/(home\.ts|lockFile\.mjs)$/,
    why: 'bootstraps and the server run before there is a context: they need to know where things lie',
  },
  { from: /^bin\/firstStart\.ts$/, to: /^lib\/store\/openDatabase\.ts$/, why: 'marks the first start as over' },
  { from: /^bin\/commands\/bench\.ts$/, to: /^bench\//, why: 'the command that runs the measurements' },
  { from: /^lib\/model\/fingerprint\.ts$/, to: /^node:crypto$/, why: 'HMAC-SHA-256 is arithmetic, not I/O' },
  { from: /^lib\/model\//, to: /^node:crypto$/, why: 'hashing is arithmetic, not I/O' },
  { from: /^lib\/estate\//, to: /^node:crypto$/, why: 'hashing is arithmetic, not I/O' },
  { from: /^lib\/derive\//, to: /^node:crypto$/, why: 'hashing is arithmetic, not I/O' },
  { from: /^lib\/reports\//, to: /^node:crypto$/, why: 'hashing is arithmetic, not I/O' },
  { from: /^lib\/reports\/xlsx\/zipParts\.ts$/, to: /^node:stream$/, why: 'the zip library is one of streams' },
  { from: /^lib\/reports\/pdf\//, to: /^node:zlib$/, why: 'compression is arithmetic, not I/O' },
  { from: /^lib\/reports\/pdf\/openFonts\.ts$/, to: /^(node:fs|lib\/store\/home\.ts)$/, why: 'the letters of a PDF are files of a package' },
];

type Import = { from: string; line: number; to: string; typeOnly: boolean };

const root = path.resolve(import.meta.dirname, '..');
const sources = ['lib', 'bin', 'app', 'components', 'bench', 'e2e']
  .flatMap(filesOf)
  .filter((file) => /\.(ts|tsx|mjs|mts)$/.test(file) && !file.startsWith('lib/store/generated/'));
/** A test, or what only tests use: it names a test tool. */
const isTest = (file: string): boolean =>
  /\.test\.tsx?$/.test(file) || importsOf(file).some(({ to }) => /^(vitest|fast-check|@playwright|@axe-core)(\/|$)/.test(to));

describe('the rooms', () => {
  test('are all there is: every source lies in one of them', () => {
    expect(sources.length).toBeGreaterThan(50);
    expect(sources.filter((file) => roomOf(file) === undefined)).toEqual([]);
  });

  test('import only whom the table allows', () => {
    const product = sources.filter((file) => !isTest(file));
    expect(
      product
        .flatMap(importsOf)
        .filter((each) => !allowed(each))
        .map(tell),
    ).toEqual([]);
  });

  test('stand without their tests: nothing of the product imports one', () => {
    const product = sources.filter((file) => !isTest(file) && !file.startsWith('e2e/'));
    expect(
      product
        .flatMap(importsOf)
        .filter(({ to }) => sources.includes(to) && isTest(to))
        .map(tell),
    ).toEqual([]);
  });

  // A test may also use what it needs to run the real thing: the test runner, the database of tests, and any room to make its input with. But never a screen.
  test('hold tests that import no screens from elsewhere', () => {
    const forbidden = ({ from, to }: Import): boolean => /^(app|components)\//.test(to) && !/^(app|components|e2e)\//.test(from);
    expect(sources.filter(isTest).flatMap(importsOf).filter(forbidden).map(tell)).toEqual([]);
  });

  test('hold no barrel: nothing is only passed on', () => {
    const passesOn = (file: string): boolean => /^export (\*|\{[^}]*\}) from /m.test(fs.readFileSync(path.join(root, file), 'utf8'));
    expect(sources.filter((file) => /\/index\.tsx?$/.test(file) && passesOn(file))).toEqual([]);
  });

  test('have no drawer for things without a name', () => {
    expect(sources.filter((file) => /(^|\/)(utils?|helpers?|common|shared|misc)(\/|\.)/.test(file))).toEqual([]);
  });

  test('keep JSX where pages are', () => {
    expect(sources.filter((file) => file.endsWith('.tsx') && !/^(app|components)\//.test(file))).toEqual([]);
  });

  test('are what the regular expression sees: every way to import is found', () => {
    const text = `import a from './a.ts';\nimport type { B } from "../b.ts";\nexport { c } from './c.ts';\nconst d = await import('./d.ts');\nimport './e.css';\ntype F = import('./f.ts').F;\nimport {\n  g,\n} from 'g';`;
    expect(specifiers(text).map(({ name }) => name)).toEqual(['./a.ts', '../b.ts', './c.ts', './d.ts', './e.css', './f.ts', 'g']);
  });
});

function allowed({ from, to, typeOnly }: Import): boolean {
  const name = roomOf(from);
  const room = name === undefined ? undefined : table[name];
  if (!room || exceptions.some((each) => each.from.test(from) && each.to.test(to))) return room !== undefined;
  if (/\.(css|svg|json)$/.test(to) || (typeOnly && name === 'lib/store' && roomOf(to) === 'lib/blast')) return true;
  if (to.startsWith('node:')) return room.io === true || to === 'node:path' || to === 'node:assert';
  if (!isLocal(to)) return room.packages?.test(to) ?? false;
  return roomOf(to) === name || room.rooms.some((each) => to === each || to.startsWith(`${each}/`));
}

/** The longest name of the table under which the file lies. */
function roomOf(file: string): string | undefined {
  const names = Object.keys(table).filter((name) => file.startsWith(`${name}/`) && (name !== 'lib' || file.split('/').length === 2));
  return names.sort((a, b) => b.length - a.length)[0];
}

const isLocal = (to: string): boolean => sources.includes(to) || /^(lib|bin|app|components|bench|e2e|prisma|public)\//.test(to);

function importsOf(from: string): Import[] {
  const text = fs.readFileSync(path.join(root, from), 'utf8');
  return specifiers(text).map(({ name, index }) => {
    const to = name.startsWith('.') ? path.posix.join(path.posix.dirname(from), name) : name.startsWith('@/') ? name.slice(2) : name;
    const typeOnly = /(?:^|\n)\s*(?:import|export) type [^'";]*$/.test(text.slice(0, index + 1));
    return { from, line: text.slice(0, index).split('\n').length, to, typeOnly };
  });
}

function specifiers(text: string): { name: string; index: number }[] {
  const found = text.matchAll(/(?:^|[\s;}])(?:from|import)\s*(?:\(\s*)?(['"])([@\w.][^'"\s,]*)\1/g);
  return [...found].map((match) => ({ name: match[2] ?? '', index: match.index }));
}

const tell = ({ from, line, to }: Import): string => `${from}:${line} imports ${to}`;

function filesOf(folder: string): string[] {
  if (!fs.existsSync(path.join(root, folder))) return [];
  return fs.readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = `${folder}/${entry.name}`;
    return entry.isDirectory() ? filesOf(name) : [name];
  });
}
