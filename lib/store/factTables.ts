/**
 * The tables of facts, as data: what each is staged as and which of its columns are names. The set-based statements of an import (`applyStaged.ts`) are the same
 * for all of them and are made from this.
 */
export type FactTable = {
  table: string;
  stage: string;
  /** Columns of the stage that hold a name's text, and the columns of the table that hold its id. */
  names: Record<string, string>;
  /** The same for the one column with several names. */
  nameList?: [stage: string, table: string];
  /** Columns that stage and table share, with their types. */
  plain: Record<string, string>;
  /** What makes two facts speak of the same thing, in columns of the table; `vanished` counts these. */
  identity?: string[];
  /** False for records about nodes in an increment: newer data wins field by field, so that each counts with the time of its own import. */
  addsOnce: boolean;
};

export const factTables = {
  node: {
    table: 'fact_node',
    stage: 'stage_node',
    names: { key: 'name_id' },
    nameList: ['aliases', 'alias_ids'],
    plain: { kind: 'smallint', fields: 'jsonb' },
    identity: ['name_id'],
    addsOnce: false,
  },
  edge: {
    table: 'fact_edge',
    stage: 'stage_edge',
    names: { from_key: 'from_id', to_key: 'to_id' },
    plain: {
      type: 'smallint',
      until: 'timestamptz(3)',
      session_ttl: 'bigint',
      flags: 'smallint',
      basis: 'smallint',
      technique: 'text',
      detail: 'jsonb',
    },
    identity: ['type', 'from_id', 'to_id'],
    addsOnce: true,
  },
  grant: {
    table: 'fact_grant',
    stage: 'stage_grant',
    names: { from_key: 'from_id', resource_key: 'resource_id' },
    plain: { class: 'smallint', until: 'timestamptz(3)', possible: 'boolean', basis: 'smallint', actions: 'text[]', detail: 'jsonb' },
    identity: ['from_id', 'class', 'resource_id'],
    addsOnce: true,
  },
  gone: {
    table: 'fact_gone',
    stage: 'stage_gone',
    names: { key: 'name_id' },
    plain: { at: 'timestamptz(3)', attrs: 'jsonb' },
    // Said again in newer data it stands again, even where a record in between had ended it.
    addsOnce: false,
  },
  distinct: {
    table: 'fact_distinct',
    stage: 'stage_distinct',
    names: { left_key: 'left_id', right_key: 'right_id' },
    plain: { attrs: 'jsonb' },
    addsOnce: true,
  },
  document: {
    table: 'document',
    stage: 'stage_document',
    names: {},
    plain: { platform: 'text COLLATE "C"', scope: 'text COLLATE "C"', kind: 'text', name: 'text', attached_to: 'text[]', body: 'jsonb', attrs: 'jsonb' },
    identity: ['platform', 'scope', 'kind', "coalesce(name, '')"],
    addsOnce: true,
  },
  sighting: {
    table: 'sighting',
    stage: 'stage_sighting',
    names: { credential_key: 'credential_id', store_key: 'store_id' },
    plain: { audience: 'smallint', place: 'text', valid: 'boolean', at: 'timestamptz(3)', evidence: 'jsonb', attrs: 'jsonb' },
    addsOnce: true,
  },
  coverage: {
    table: 'coverage',
    stage: 'stage_coverage',
    names: {},
    plain: { system: 'text', from_time: 'timestamptz(3)', to_time: 'timestamptz(3)', what: 'text[]', attrs: 'jsonb' },
    addsOnce: true,
  },
} satisfies Record<string, FactTable>;
export type FactKind = keyof typeof factTables;
export const factKinds = Object.keys(factTables) as FactKind[]; // Object.keys of a literal gives its own keys

/** All as the general type: what makes statements does not look at which table it is. */
export const allFactTables: readonly FactTable[] = Object.values(factTables);

/** Use is not stored fact by fact but rolled up by day, so that its stage has no table of the same columns. */
export const usageStage = {
  stage: 'stage_usage',
  names: ['credential_key', 'identity_key', 'resource_key'],
  plain: {
    hash: 'uuid',
    action: 'text',
    class: 'smallint',
    outcome: 'smallint',
    proof: 'text',
    address: 'text',
    network: 'text',
    user_agent: 'text',
    instance: 'text',
    count: 'bigint',
    at: 'timestamptz(3)',
  },
} as const;

export const commonStageColumns = { source_no: 'integer', file_id: 'integer', line: 'integer', digest: 'uuid' } as const;

/** `CREATE TEMP TABLE` for every stage; they vanish with the transaction, and with the process that is killed in it. */
export function createStages(): string {
  const made = allFactTables.map(({ stage, names, nameList, plain }) =>
    createStage(stage, Object.keys(names), { ...(nameList && { [nameList[0]]: 'text[] COLLATE "C"' }), ...plain }),
  );
  made.push(createStage(usageStage.stage, usageStage.names, usageStage.plain));
  return made.join(';\n');
}

function createStage(stage: string, names: readonly string[], plain: Record<string, string>): string {
  const columns = { ...commonStageColumns, ...Object.fromEntries(names.map((name) => [name, 'text COLLATE "C"'])), ...plain };
  const list = Object.entries(columns).map(([column, type]) => `${column} ${type}`);
  return `CREATE TEMP TABLE ${stage} (${list.join(', ')}) ON COMMIT DROP`;
}
