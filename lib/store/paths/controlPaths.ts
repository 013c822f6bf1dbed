import { bind } from './bind.ts';
import type { ControlPath } from './controlPath.ts';
import { revoke } from './revoke.ts';
import { rotate } from './rotate.ts';
import { scopeDown } from './scopeDown.ts';
import { vault } from './vault.ts';
import { workloadIdentity } from './workloadIdentity.ts';

/** The controls that can be applied to credentials. On edges, stores and endpoints every control means that the facts are gone (lib/store/pathFacts.ts). */
export const controlPaths: readonly ControlPath[] = [bind, revoke, rotate, scopeDown, vault, workloadIdentity];
