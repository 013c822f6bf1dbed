import { readFileSync } from 'node:fs';
import path from 'node:path';
import { importers } from '../importers/registry.ts';
import { ok, type Result } from '../model/errors.ts';
import { weightsVersion } from '../model/weights.ts';
import { checkoutRoot } from '../store/home.ts';
import { type Context, forbidden } from './context.ts';
import { type Check, diagnose } from './diagnose.ts';

export type Installation = { version: string; node: string; weights: string; formats: number };

/** Which Keyblast this is. */
export async function showInstallation(ctx: Context): Promise<Result<Installation>> {
  const denied = forbidden(ctx, 'viewer');
  if (denied) return denied;
  const about: unknown = JSON.parse(readFileSync(path.join(checkoutRoot(), 'package.json'), 'utf8'));
  const version = typeof about === 'object' && about !== null && 'version' in about ? String(about.version) : 'unknown';
  return ok({ version, node: process.versions.node, weights: weightsVersion, formats: importers.length });
}

/** What `doctor` finds, but for what only its own terminal can tell. It names folders and addresses of this machine. */
export async function checkInstallation(ctx: Context): Promise<Result<Check[]>> {
  return forbidden(ctx, 'auditor') ?? ok(await diagnose(ctx.now()));
}
