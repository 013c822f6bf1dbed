import type { PoolClient } from 'pg';
import type { DecisionUse } from '../model/decisions.ts';
import { eachPlace, type FindingColumns } from '../model/findings.ts';
import { priorities } from '../model/priority.ts';
import { BinaryCopy } from './binaryCopy.ts';
import { copyOut } from './copy.ts';
import { insertDecisionUses } from './decisionUses.ts';

/** Findings with what the database calls their subjects. */
export type NewFindings = {
  found: FindingColumns;
  /** By subject: the id of its node, 0 of a system; the number of its cell. */
  nodeId: Int32Array;
  cell: Uint32Array;
  cells: readonly { system: string; environment?: string }[];
  /** Places of the rules whose severity is that of the takeover. */
  ofTakeover: ReadonlySet<number>;
  /** Of every decision that stands. */
  uses: readonly DecisionUse[];
  rules: number;
};

/** Stores the findings of an analysis, each with the analysis since which it has been found without a gap, and their counts by rule, severity and cell. */
export async function writeFindings(client: PoolClient, analysis: number, findings: NewFindings): Promise<void> {
  const before = await readBefore(client, analysis, findings);
  await client.query('SELECT finding_draft($1)', [analysis]);
  const copy = new BinaryCopy(client, `finding_${analysis}`, ['analysis_id', 'place', 'node_id', 'cell', 'rules', 'leak', 'takeover', 'since']);
  const counts = new Counts(findings);
  const { found, nodeId, cell } = findings;
  const since: number[] = [];
  for (let i = 0; i < found.count; i++) {
    const [subject, low, high] = [found.subject[i]!, found.low[i]!, found.high[i]!];
    since.length = 0;
    eachPlace(low, high, (place) => {
      const first = before.since(subject, place);
      since.push(first ?? analysis);
      counts.add(place, i, first === undefined);
    });
    copy.row();
    copy.int4(analysis);
    copy.int4(subject);
    if (nodeId[subject] === 0) copy.absent();
    else copy.int4(nodeId[subject]!);
    copy.int4(cell[subject]!);
    copy.words(high, low);
    copy.int2(found.leak[i]!);
    copy.int2(found.takeover[i]!);
    copy.int4s(since);
    if (copy.full) await copy.drained();
  }
  await copy.end();
  await client.query('SELECT finding_attach($1)', [analysis]);
  await writeCells(client, analysis, findings);
  await counts.write(client, analysis);
  await insertDecisionUses(client, analysis, findings.uses);
}

/** Found again in the same system by another name is a finding anew; a node by its id is the same for as long as its key is. */
class Before {
  readonly #start: Int32Array;
  readonly #low: number[] = [];
  readonly #high: number[] = [];
  readonly #first: number[] = [];
  readonly #since: number[] = [];

  constructor(subjects: number) {
    this.#start = new Int32Array(subjects).fill(-1);
  }

  /** What follows by `one` is of this subject. */
  begin(subject: number, low: number, high: number): void {
    if (subject >= 0) this.#start[subject] = this.#first.length;
    this.#first.push(this.#since.length);
    this.#low.push(low);
    this.#high.push(high);
  }

  one(since: number): void {
    this.#since.push(since);
  }

  /** The analysis since which it was found; undefined where the one before did not find it. */
  since(subject: number, place: number): number | undefined {
    const at = this.#start[subject]!;
    if (at < 0) return undefined;
    const [low, high] = [this.#low[at]!, this.#high[at]!];
    const bit = place % 32;
    if ((((place < 32 ? low : high) >>> bit) & 1) === 0) return undefined;
    const under = bit === 0 ? 0 : 2 ** bit - 1;
    const smaller = place < 32 ? bitCount(low & under) : bitCount(low) + bitCount(high & under);
    return this.#since[this.#first[at]! + smaller];
  }
}

function bitCount(word: number): number {
  let count = 0;
  for (let bits = word >>> 0; bits !== 0; bits &= bits - 1) count++;
  return count;
}

async function readBefore(client: PoolClient, analysis: number, { nodeId, cell, cells }: NewFindings): Promise<Before> {
  const before = new Before(nodeId.length);
  const { rows } = await client.query<{ id: number | null }>('SELECT max(analysis_id) AS id FROM finding_cell WHERE analysis_id < $1', [analysis]);
  const id = rows[0]?.id;
  if (id === null || id === undefined) return before;
  const subjectOfNode = new Map<number, number>();
  const subjectOfSystem = new Map<string, number>();
  nodeId.forEach((node, subject) => {
    if (node !== 0) subjectOfNode.set(node, subject);
    else subjectOfSystem.set(cells[cell[subject]!]!.system, subject);
  });
  const columns = `coalesce(f.node_id, 0), c.system, f.rules & 4294967295, f.rules >> 32, f.since`;
  const from = `finding f LEFT JOIN finding_cell c ON f.node_id IS NULL AND c.analysis_id = f.analysis_id AND c.cell = f.cell WHERE f.analysis_id = ${id}`;
  await copyOut(client, `SELECT ${columns} FROM ${from}`, (row) => {
    const [node, system] = [row.int4(0), row.text()];
    const subject = node === 0 ? subjectOfSystem.get(system!) : subjectOfNode.get(node);
    before.begin(subject ?? -1, row.int8(0), row.int8(0));
    row.int4s((since) => before.one(since));
  });
  return before;
}

async function writeCells(client: PoolClient, analysis: number, { cells }: NewFindings): Promise<void> {
  await client.query(
    'INSERT INTO finding_cell SELECT $1, n - 1, system, environment FROM unnest($2::text[], $3::text[]) WITH ORDINALITY u (system, environment, n)',
    [analysis, cells.map(({ system }) => system), cells.map(({ environment }) => environment ?? null)],
  );
}

/** Findings by rule, severity and cell. */
class Counts {
  readonly #findings: NewFindings;
  readonly #all: Uint32Array;
  readonly #fresh: Uint32Array;

  constructor(findings: NewFindings) {
    this.#findings = findings;
    const size = findings.cells.length * findings.rules * priorities.length;
    this.#all = new Uint32Array(size);
    this.#fresh = new Uint32Array(size);
  }

  add(place: number, i: number, fresh: boolean): void {
    const { found, cell, rules, ofTakeover } = this.#findings;
    const severity = (ofTakeover.has(place) ? found.takeover : found.leak)[i]!;
    const at = (cell[found.subject[i]!]! * rules + place) * priorities.length + severity;
    this.#all[at]!++;
    if (fresh) this.#fresh[at]!++;
  }

  async write(client: PoolClient, analysis: number): Promise<void> {
    const copy = new BinaryCopy(client, 'finding_count', ['analysis_id', 'rule', 'severity', 'cell', 'count', 'fresh']);
    for (let at = 0; at < this.#all.length; at++) {
      if (this.#all[at] === 0) continue;
      const rule = Math.floor(at / priorities.length);
      copy.row();
      copy.int4(analysis);
      copy.int2(rule % this.#findings.rules);
      copy.int2(at % priorities.length);
      copy.int4(Math.floor(rule / this.#findings.rules));
      copy.int4(this.#all[at]!);
      copy.int4(this.#fresh[at]!);
      if (copy.full) await copy.drained();
    }
    await copy.end();
  }
}
