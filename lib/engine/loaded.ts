import type { ExposureColumns } from '../blast/figureColumns.ts';
import type { AnalysisSummary } from '../model/figures.ts';
import type { Database } from '../store/database.ts';
import { runEstateJob } from './estateJob.ts';
import { Latest } from './latest.ts';
import { loadTable } from './loadTable.ts';
import { QuestionThreads } from './questionThreads.ts';
import { numbersById, type Snapshot } from './snapshot.ts';
import { findTable, snapshotPlace } from './snapshotFile.ts';
import { TableAnswers } from './table.ts';
import type { Table } from './tableColumns.ts';

/** The graph side of one analysis: what single nodes are asked of. */
export type Graphs = { snapshot: Snapshot; numberOf: Int32Array; threads: QuestionThreads };

/** What an analysis leaves in memory. */
export type Computed = { snapshot: Snapshot; exposure: ExposureColumns; table: Table };

/** One analysis in memory. Whoever answers a question keeps hold of the one it began with, so that a new analysis never mixes into an answer. */
export class Loaded {
  readonly summary: AnalysisSummary;
  readonly answers: TableAnswers;
  /** Row of the table by the database's node id, -1 where it is no credential of this analysis. */
  readonly rowOf: Int32Array;
  readonly graphs: Promise<Graphs>;
  /** The most exposed nodes, by question. */
  readonly exposed = new Latest<Uint32Array>(16);
  readonly #loaded: Promise<{ snapshot: Snapshot; exposure?: ExposureColumns }>;
  #exposure: Promise<ExposureColumns> | undefined;

  private constructor(summary: AnalysisSummary, answers: TableAnswers, loaded: Promise<{ snapshot: Snapshot; exposure?: ExposureColumns }>) {
    this.summary = summary;
    this.answers = answers;
    this.rowOf = numbersById(answers.table.nodeId);
    this.graphs = loaded.then(({ snapshot }) => ({ snapshot, numberOf: numbersById(snapshot.nodeId), threads: new QuestionThreads(snapshot) }));
    this.graphs.catch(() => undefined); // told to whoever asks for it
    this.#loaded = loaded;
  }

  /**
   * A stored analysis, and its graph: as it was just computed, else from its snapshot's files, else from the database. There the table is that of the analysis's rows, and the graph built anew
   * from the facts as they are (which differ where the analysis is stale). Undefined where its rows are kept no more.
   */
  static async load(database: Database, summary: AnalysisSummary, computed?: Computed): Promise<Loaded | undefined> {
    if (computed) return new Loaded(summary, new TableAnswers(computed.table), Promise.resolve(computed));
    const at = { asOfMs: Date.parse(summary.asOf), horizonDays: summary.horizonDays };
    const of = { analysis: summary.id, finishedAt: summary.finishedAt };
    const place = snapshotPlace(process.env.DATABASE_URL);
    const table = findTable(place, of) ?? (await loadTable(database, summary));
    if (!table) return undefined;
    const loaded = runEstateJob({ kind: 'load', url: database.url, place, of, ...at });
    loaded.catch(() => undefined);
    return new Loaded(summary, new TableAnswers(table), loaded);
  }

  /** Rows by their ids; what is no row of this analysis is left out. */
  rowsOf(ids: readonly string[]): ReadonlySet<number> {
    return new Set(ids.map((id) => this.rowOf[Number(id)] ?? -1).filter((row) => row >= 0));
  }

  /** How many reach each node: from the snapshot; where it had to be built anew, worked out when first asked for. */
  exposure(): Promise<ExposureColumns> {
    this.#exposure ??= this.#loaded.then(({ snapshot, exposure }) => exposure ?? runEstateJob({ kind: 'exposure', graph: snapshot.graph }));
    this.#exposure.catch(() => {
      this.#exposure = undefined;
    });
    return this.#exposure;
  }

  /** Ends its threads once they have answered. */
  retire(): void {
    this.graphs.then(({ threads }) => threads.retire()).catch(() => undefined);
  }
}
