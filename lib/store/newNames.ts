import type { PoolClient } from 'pg';
import { CopyWriter } from './copy.ts';

/** The names of the facts that were gathered last; temporary, as the stages are. */
export const createNewNames = 'CREATE TEMP TABLE stage_name (text text COLLATE "C") ON COMMIT DROP';

/** So many names are gathered before they are sent: about ten megabytes, with those that were sent before. */
const mostNames = 40_000;

/**
 * Every name of the facts being staged gets an id while the next are read, when the server has nothing else to do. Numbers are only drawn for those that are new, so that repeated
 * imports burn none; a name that in the end no fact bears belongs to no node. A name begins as a node of its own (node ids are name ids), so that most need no second
 * writing when the nodes are worked out.
 */
export class NewNames {
  private readonly client: PoolClient;
  private readonly writer: CopyWriter;
  private gathered = new Set<string>();
  /** Sent just before: facts of one record, and of records beside it, name the same things. */
  private before = new Set<string>();

  constructor(client: PoolClient) {
    this.client = client;
    this.writer = new CopyWriter(client, 'stage_name', ['text']);
  }

  get full(): boolean {
    return this.gathered.size >= mostNames;
  }

  add(name: string | undefined): void {
    if (name !== undefined && !this.before.has(name)) this.gathered.add(name);
  }

  async flush(): Promise<void> {
    for (const name of this.gathered) this.writer.add([name]);
    this.before = this.gathered;
    this.gathered = new Set();
    await this.writer.flush();
    await this.client.query(insertNames);
  }
}

/** Looked up one by one in the index, however large the table is: a plan that reads all of it would do so for every few thousand names. */
const insertNames = `SET LOCAL enable_seqscan = off;
  INSERT INTO name (id, text, node_id) SELECT id, text, id FROM (
    SELECT nextval('name_id_seq') AS id, text FROM (
      SELECT text FROM stage_name s WHERE (SELECT n.id FROM name n WHERE n.text = s.text) IS NULL ORDER BY text) fresh) numbered;
  SET LOCAL enable_seqscan = on;
  TRUNCATE stage_name`;
