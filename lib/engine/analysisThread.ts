import { parentPort, workerData } from 'node:worker_threads';
import { AnalysisHand, type Order } from './analysisHand.ts';

/** The main of one thread of an analysis: `analyzeThreads.ts` started it, orders it about, and ends it. */
const hand = new AnalysisHand(workerData);
parentPort?.on('message', (order: Order) => parentPort?.postMessage(hand.follow(order)));
