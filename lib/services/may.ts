import { type Context, forbidden, type Role } from './context.ts';

/** Whether to offer an action at all. The verb asks again: this only keeps a screen from promising what would be refused. */
export const may = (ctx: Context, needed: Role): boolean => forbidden(ctx, needed) === undefined;
