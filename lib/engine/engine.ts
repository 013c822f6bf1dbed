import { availableParallelism } from 'node:os';
import { Client } from 'pg';
import { fail, KeyblastError, ok, type Result } from '../model/errors.ts';
import type { AnalysisSummary } from '../model/figures.ts';
import { defaultHorizonDays } from '../model/weights.ts';
import type { Database } from '../store/database.ts';
import { factsChannel } from '../store/factsGeneration.ts';
import { readAliases } from '../store/readAliases.ts';
import { analysisChannel, findAnalysis } from '../store/results.ts';
import { answerAround } from './answerAround.ts';
import { answerCredential } from './answerCredential.ts';
import { answerExposure } from './answerExposure.ts';
import { answerPaths } from './answerPaths.ts';
import { answerPicture } from './answerPicture.ts';
import { credentialRow } from './credentialRow.ts';
import { runEstateJob } from './estateJob.ts';
import { Loaded } from './loaded.ts';
import type { TablePage, TableQuestion, Verbs } from './protocol.ts';
import type { Asking, Handlers } from './server.ts';
import { snapshotPlace } from './snapshotFile.ts';

/** Holds the last analysis in memory and answers from it; hears of new facts and of analyses that another engine has made. */
export class Engine {
  readonly #database: Database;
  readonly #listener: Client;
  #loaded: Loaded | undefined;
  #stale = false;
  #analyzing = false;
  /** Until the files of the last analysis are written. */
  #kept = Promise.resolve();

  private constructor(database: Database) {
    this.#database = database;
    this.#listener = new Client({ connectionString: database.url, application_name: 'keyblast engine' });
  }

  /**
   * Listens, then loads the last analysis if there is one. Throws if the database cannot be reached.
   * @param onLost called once when the connection breaks off: what is in memory may then be out of date
   */
  static async start(database: Database, onLost: (error: Error) => void): Promise<Engine> {
    const engine = new Engine(database);
    engine.#listener.on('error', onLost);
    engine.#listener.on('notification', ({ channel, payload }) => engine.#hear(channel, payload).catch(onLost));
    await engine.#listener.connect();
    await engine.#listener.query(`LISTEN ${factsChannel}; LISTEN ${analysisChannel}`);
    await engine.#reload();
    return engine;
  }

  async close(): Promise<void> {
    this.#loaded?.retire();
    this.#listener.removeAllListeners('error').on('error', () => undefined);
    await this.#listener.end();
    await this.#kept;
  }

  handlers(): Handlers {
    return {
      analyze: (input, asking) => this.#analyze(input, asking),
      status: async () => ok(this.#status()),
      credentials: (input) => this.#withLoaded((loaded) => this.#page(loaded, input)),
      rows: (input) => this.#withLoaded(async (loaded) => this.#rows(loaded, input)),
      facets: (input) => this.#withLoaded(async ({ answers }) => answers.facets(input.filter ?? '', input.fields, input.limit ?? 20, input.search)),
      histogram: (input) => this.#withLoaded(async ({ answers }) => answers.histogram(input.filter ?? '', input.field, input.buckets ?? 20)),
      credential: (input, asking) => this.#withLoaded(async (loaded) => ok(await answerCredential(this.#database, loaded, input, asking))),
      picture: (input, asking) => this.#withLoaded(async (loaded) => ok(await answerPicture(this.#database, loaded, input, asking))),
      paths: (input, asking) => this.#withLoaded(async (loaded) => ok(await answerPaths(this.#database, loaded, input, asking))),
      around: (input) => this.#withLoaded(async (loaded) => ok(await answerAround(loaded, input))),
      exposure: (input, asking) => this.#withLoaded(async (loaded) => ok(await answerExposure(this.#database, loaded, input, asking))),
    };
  }

  async #withLoaded<T>(answer: (loaded: Loaded) => Promise<Result<T>>): Promise<Result<T>> {
    if (!this.#loaded) return fail('NOT_FOUND', 'nothing has been analyzed yet; import data, then run "keyblast analyze"');
    return answer(this.#loaded);
  }

  #summary(loaded: Loaded): AnalysisSummary {
    return { ...loaded.summary, stale: this.#stale };
  }

  #status(): Verbs['status']['value'] {
    const loaded = this.#loaded;
    return {
      ready: true,
      analysis: loaded ? this.#summary(loaded) : null,
      pid: process.pid,
      threads: availableParallelism(),
      loadedCredentials: loaded?.answers.table.count ?? 0,
    };
  }

  async #page(loaded: Loaded, { filter = '', sort, limit, offset = 0, ids }: TableQuestion): Promise<Result<TablePage>> {
    const page = loaded.answers.page(filter, sort, limit, offset, ids && loaded.rowsOf(ids));
    if (!page.ok) return page;
    const { table } = loaded.answers;
    const { rows, matching } = page.value;
    const aliases = await readAliases(
      this.#database,
      Array.from(rows, (row) => table.nodeId[row]!),
    );
    return ok({
      rows: Array.from(rows, (row) => credentialRow(table, row, aliases.get(table.nodeId[row]!) ?? [])),
      total: table.count,
      matching,
      analysis: this.#summary(loaded),
    });
  }

  #rows(loaded: Loaded, { filter = '', ids, limit }: Verbs['rows']['input']): Result<Verbs['rows']['value']> {
    const page = loaded.answers.page(filter, undefined, limit, 0, ids && loaded.rowsOf(ids));
    if (!page.ok) return page;
    const { nodeId } = loaded.answers.table;
    return ok({ nodeIds: Array.from(page.value.rows, (row) => nodeId[row]!), matching: page.value.matching, analysis: this.#summary(loaded) });
  }

  async #analyze(
    { asOf, horizonDays = defaultHorizonDays, horizonOrigin = 'asked', actor }: Verbs['analyze']['input'],
    { signal, onProgress }: Asking,
  ): Promise<Result<AnalysisSummary>> {
    if (this.#analyzing) return fail('BUSY', 'an analysis is under way already; wait until it has ended');
    this.#analyzing = true;
    try {
      await this.#kept;
      const asOfMs = asOf === undefined ? Date.now() : Date.parse(asOf);
      const kept = Promise.withResolvers<void>();
      this.#kept = kept.promise;
      const { summary, ...computed } = await runEstateJob(
        { kind: 'analyze', url: this.#database.url, place: snapshotPlace(process.env.DATABASE_URL), asOfMs, horizonDays, horizonOrigin, actor },
        { signal, onProgress, onEnd: kept.resolve },
      );
      await this.#take(await Loaded.load(this.#database, summary, computed));
      return ok({ ...summary, stale: this.#stale });
    } finally {
      this.#analyzing = false;
    }
  }

  async #take(loaded: Loaded | undefined): Promise<void> {
    if (!loaded) throw new KeyblastError('CONFLICT', 'the rows of this analysis are kept no more: newer ones have taken its place');
    const stale = await this.#isStale(loaded); // known before anybody sees it
    this.#loaded?.retire();
    this.#loaded = loaded;
    this.#stale = stale;
    setImmediate(() => loaded.answers.prepare());
    await this.#lookWhetherStale(); // facts may have come in between
  }

  async #reload(): Promise<void> {
    const last = await findAnalysis(this.#database.pool);
    if (!last || last.id === this.#loaded?.summary.id) return;
    await this.#take(await Loaded.load(this.#database, last));
  }

  async #lookWhetherStale(): Promise<void> {
    const loaded = this.#loaded;
    const stale = loaded && (await this.#isStale(loaded));
    if (stale !== undefined && this.#loaded === loaded) this.#stale = stale;
  }

  async #isStale({ summary }: Loaded): Promise<boolean> {
    return (await findAnalysis(this.#database.pool, summary.id))?.stale ?? true;
  }

  async #hear(channel: string, payload: string | undefined): Promise<void> {
    if (channel === factsChannel) return this.#lookWhetherStale();
    if (!this.#analyzing && Number(payload) !== this.#loaded?.summary.id) await this.#reload(); // our own is taken in by whoever asked for it
  }
}
