import type { Command } from 'commander';

export function register(program: Command): void {
  program
    .command('serve')
    .description('serve the dashboard (PORT, HOST, KEYBLAST_URL) until Ctrl-C')
    .option('--sample', 'a new embedded database first gets the sample estate')
    .option('--empty', 'a new embedded database stays empty, at later starts too')
    .action(async (options: { sample?: true; empty?: true }) => {
      const { serve } = await import('../serve.ts'); // what serves pages takes a second to load, which no other command needs
      await serve(options);
    });
}
