import { z } from 'zod';
import type { Result } from '../model/errors.ts';
import { appendAudit } from '../store/audit.ts';
import { inTransaction } from '../store/database.ts';
import { deleteLink, insertLink } from '../store/taskLinks.ts';
import { type Context, forbidden } from './context.ts';
import { asResult } from './failures.ts';
import { readInput } from './readInput.ts';
import { FreeText, lockedTask, TaskId } from './taskInput.ts';

const Url = z.url({ protocol: /^https?$/, error: 'expected an address that begins with https:// or http://' }).max(2000);
/** A link to add, or the number of one to take away. */
export const LinkTask = z.union(
  [z.object({ task: TaskId, url: Url.pipe(FreeText(2000)), title: FreeText(200).optional() }), z.object({ task: TaskId, remove: z.int().positive() })],
  { error: 'expected an address that begins with https:// or http://, and no secret in it' },
);

/** Adds a link (a ticket, a runbook, a pull request) to a task, or takes one away. */
export async function linkTask(ctx: Context, input: z.input<typeof LinkTask>): Promise<Result<{ task: number }>> {
  const denied = forbidden(ctx, 'analyst');
  if (denied) return denied;
  const read = readInput(LinkTask, input);
  if (!read.ok) return read;
  const change = read.value;
  const { task } = change;
  const by = { actor: ctx.actor.id, now: ctx.now() };
  return asResult(() =>
    inTransaction(ctx.database, async (client) => {
      await lockedTask(client, task);
      const told =
        'remove' in change
          ? await deleteLink(client, { task, id: change.remove, ...by })
          : await insertLink(client, { task, url: change.url, title: change.title ?? hostOf(change.url), ...by });
      await appendAudit(client, { at: by.now, actor: by.actor, action: 'remove' in change ? 'task.unlink' : 'task.link', after: { task, ...told } });
      return { task };
    }),
  );
}

const hostOf = (url: string): string => new URL(url).host;
