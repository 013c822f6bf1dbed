import { workerData } from 'node:worker_threads';
import { analyzeChunks, type RangeWork } from './analyzeThreads.ts';

/** The main of one thread of an analysis: `analyzeThreads.ts` started it with this work. */
const work: RangeWork = workerData;
analyzeChunks(work);
