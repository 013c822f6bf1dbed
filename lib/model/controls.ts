import type { EdgeType } from './facts.ts';

/** What can be done about a credential, an edge, an endpoint or a store; docs/model.md, "What each control changes", and docs/remediation.md for when the path counts as gone. */
export const controls = ['vault', 'rotate', 'bind', 'scope-down', 'workload-identity', 'check-identity', 'revoke'] as const;
export type Control = (typeof controls)[number];
export const subjectKinds = ['credential', 'edge', 'endpoint', 'store'] as const;
export type SubjectKind = (typeof subjectKinds)[number];
/** An edge between two nodes, or a grant, which is one of a class. */
export type SubjectEdge = EdgeType | 'grant';

/** On which kinds of subject each control can be verified. */
export const controlSubjects: Record<Control, readonly SubjectKind[]> = {
  vault: ['credential', 'edge', 'store'],
  rotate: ['credential'],
  bind: ['credential'],
  'scope-down': ['credential', 'edge'],
  'workload-identity': ['credential'],
  'check-identity': ['edge', 'endpoint'],
  revoke: ['credential', 'edge'],
};

/** Which edges each control takes away. */
export const controlEdges: Partial<Record<Control, readonly SubjectEdge[]>> = {
  vault: ['holds'],
  'scope-down': ['authenticates', 'acts-as', 'runs-as', 'uses', 'controls', 'reads-secrets', 'holds', 'grant'],
  'check-identity': ['grant'],
  revoke: ['authenticates', 'acts-as', 'runs-as', 'uses', 'controls', 'reads-secrets', 'holds', 'grant'],
};

/** What one does, as a title begins. */
export const controlVerb: Record<Control, string> = {
  vault: 'Vault',
  rotate: 'Rotate',
  bind: 'Bind to a source',
  'scope-down': 'Scope down',
  'workload-identity': 'Replace by an attested identity',
  'check-identity': 'Check identity',
  revoke: 'Revoke',
};

/** What it does, and when it counts as done. */
export const controlText: Record<Control, string> = {
  vault: 'Keep the secret in a vault only. Done once its storage is a vault and no store keeps a copy.',
  rotate: 'Issue it anew, and again within every so many days; the old value is disabled. Done once data show the new issue.',
  bind: 'Accept it from known sources or with a key only. Done once it is no longer a bearer’s.',
  'scope-down': 'Take away what it need not do. Done once no permission of these classes is reached, or the edge is gone.',
  'workload-identity': 'Replace it by a short-lived identity that a proven workload is given. Done once the static one is gone or attested.',
  'check-identity': 'Ask who calls, whatever network the call is from. Done once no workload is granted anything there by position.',
  revoke: 'End it: disable or delete it. Done once data show it disabled, expired or gone.',
};

/** Days between rotations where a task says nothing else: what most policies ask for. */
export const defaultRotateDays = 90;
export const maxRotateDays = 366;
