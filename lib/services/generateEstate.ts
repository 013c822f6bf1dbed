import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { analyze } from '../blast/analyze.ts';
import { buildGraph } from '../blast/buildGraph.ts';
import type { EstateColumns } from '../blast/columns.ts';
import { columnsFromFacts } from '../blast/columnsFromFacts.ts';
import { type ReachQuantiles, reachQuantiles } from '../blast/reachQuantiles.ts';
import type { EstateFile } from '../estate/estateFile.ts';
import { fewestCredentials, moltbookFiles, moltbookSize } from '../estate/moltbook.ts';
import { fewestOf, workloadFile, workloadOf } from '../estate/workloads/workloadFiles.ts';
import { fail, ok, type Result } from '../model/errors.ts';
import type { End } from '../model/figures.ts';
import { defaultHorizonDays } from '../model/weights.ts';
import { estateBytes } from './estateBytes.ts';
import { readGenerated } from './readGenerated.ts';

export type GeneratedFile = { file: string; sizeBytes: number };
export const estateNames = ['moltbook', 'enterprise', 'windowed'] as const;
export type EstateName = (typeof estateNames)[number];
/**
 * @property supercritical nearly every credential reaches nearly everything: agents read the database (moltbook), many roles read stores (enterprise)
 * @property reach         whether its credentials are followed to say how far leaks reach; unset, where that takes at most about two minutes
 */
export type GenerateEstate = {
  estate: EstateName;
  credentials: number;
  seed?: number;
  out: string;
  asOf?: string;
  supercritical?: boolean;
  reach?: boolean;
};
/** @property reach quantiles and bands of leaks as of the estate's own day, T = 27 days; null where it was left out */
export type GeneratedEstate = {
  estate: EstateName;
  credentials: number;
  seed: number;
  supercritical: boolean;
  agents?: number;
  files: GeneratedFile[];
  reach: Record<End, ReachQuantiles> | null;
};

/** The lab's seeds, so that 200,000 and 100,000 credentials are the estates that are measured; and the most credentials whose reach is worked out unasked. */
const kinds: Record<EstateName, { seed: number; mostFollowed: number }> = {
  moltbook: { seed: 1, mostFollowed: 50_000 },
  enterprise: { seed: 22, mostFollowed: 200_000 },
  windowed: { seed: 33, mostFollowed: 100_000 },
};
const usualDay = '2026-11-01T00:00:00.000Z';

/**
 * Writes the files of a synthetic estate of exactly `credentials` credentials into a folder, made if it is missing. It needs no database and reads none; whoever calls it
 * may write to the folder. A folder that holds anything else is left alone, so that importing it brings the estate and nothing more.
 */
export async function generateEstate(input: GenerateEstate, onProgress?: (what: string) => void): Promise<Result<GeneratedEstate>> {
  const { estate, credentials, seed = kinds[input.estate].seed, out, supercritical = false } = input;
  const made = makeEstate({ ...input, seed, asOf: input.asOf ?? usualDay, supercritical });
  if (!made.ok) return made;
  const { files, agents, columns } = made.value;
  const foreign = foreignEntry(out, files);
  if (foreign) return foreign;
  const written: GeneratedFile[] = [];
  for (const file of files) {
    onProgress?.(`writing ${file.name}`);
    const target = path.join(out, file.name);
    await writeWhole(target, file);
    written.push({ file: target, sizeBytes: fs.statSync(target).size });
  }
  const common = { estate, credentials, seed, supercritical, ...(agents !== undefined && { agents }), files: written };
  if (!(input.reach ?? credentials <= kinds[estate].mostFollowed)) return ok({ ...common, reach: null });
  onProgress?.('working out how far leaks reach');
  const graph = buildGraph(await columns(), { asOfMs: Date.parse(input.asOf ?? usualDay), horizonDays: defaultHorizonDays });
  return ok({ ...common, reach: reachQuantiles(graph, analyze(graph).analysis) });
}

type Made = { files: EstateFile[]; agents?: number; columns: () => Promise<EstateColumns> };

function makeEstate({ estate, credentials, seed, asOf, supercritical }: Required<Omit<GenerateEstate, 'out' | 'reach'>>): Result<Made> {
  if (estate === 'windowed' && supercritical) return fail('INVALID', 'the windowed estate has one shape only: leave --supercritical out');
  const tooFew = (fewest: number, why: string) => fail('INVALID', `${credentials} credentials are too few; ${why}: expected ${fewest} or more`);
  if (estate === 'moltbook') {
    const size = moltbookSize(credentials);
    if (!size) return tooFew(fewestCredentials(), 'the platform of the estate alone has some');
    const files = () => moltbookFiles({ ...size, seed, asOf, agentsRead: supercritical }); // their texts can be read once
    return ok({ files: files(), agents: size.agents, columns: async () => columnsFromFacts(await readGenerated(files())) });
  }
  if (credentials < fewestOf(estate)) return tooFew(fewestOf(estate), 'everything else is scaled with them, and nothing of its shape would be left');
  const columns = workloadOf(estate, { credentials, seed, supercritical, asOfMs: Date.parse(asOf) });
  return ok({ files: [workloadFile(estate, columns)], columns: async () => columns });
}

function foreignEntry(out: string, files: readonly EstateFile[]): Result<never> | undefined {
  try {
    fs.mkdirSync(out, { recursive: true });
    const own = new Set(files.map(({ name }) => name.split('/')[0]));
    const foreign = fs.readdirSync(out).find((entry) => !own.has(entry));
    return foreign === undefined ? undefined : fail('CONFLICT', `${out} already holds ${foreign}; name an empty folder, or one that was generated before`);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
    if (code === undefined) throw error;
    return fail('INVALID', `${out} cannot be written to (${code}); nothing was generated`);
  }
}

/** There only once it is whole. */
async function writeWhole(target: string, file: EstateFile): Promise<void> {
  fs.mkdirSync(path.dirname(target), { recursive: true });
  const draft = `${target}.${randomBytes(4).toString('hex')}.part`;
  try {
    await pipeline(Readable.from(estateBytes(file), { objectMode: false }), fs.createWriteStream(draft));
    fs.renameSync(draft, target);
  } finally {
    fs.rmSync(draft, { force: true });
  }
}
