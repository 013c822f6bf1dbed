import type { Command } from 'commander';
import { worker } from '../worker.ts';

export function register(program: Command): void {
  program.command('worker').description('work on queued jobs until stopped (the server starts one by itself)').action(worker);
}
