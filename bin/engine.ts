/** The engine's process (docs/engine.md). Started by its clients, never by hand. */
import { runEngine } from '../lib/engine/main.ts';

await runEngine();
