import type { Control, SubjectEdge, SubjectKind } from './controls.ts';
import type { ActionClass } from './facts.ts';
import type { Band } from './weights.ts';

/** Tasks as screens, the command line and reports see them; docs/remediation.md. Times are ISO 8601 UTC. */
export const taskStatuses = ['open', 'in progress', 'claimed done', 'verified', 'accepted'] as const;
export type TaskStatus = (typeof taskStatuses)[number];
/** Those that still are work: neither proven nor accepted. */
export const unfinished = ['open', 'in progress', 'claimed done'] as const satisfies readonly TaskStatus[];

/** `days` of rotate; `classes` of scope-down on credentials. */
export type ControlParams = { days?: number; classes?: ActionClass[] };

/** Why the path of a subject does not count as gone; docs/remediation.md, "Verification". */
export const reasons = ['stands', 'no new data', 'stale', 'held', 'partial', 'rejected', 'taken back', 'moved'] as const;
export type Reason = (typeof reasons)[number];
export const reasonText: Record<Reason, string> = {
  stands: 'The path is in the current facts.',
  'no new data': 'The path is in no fact any more, but its source has said nothing new since it was seen.',
  stale: 'The newest data of the source are older than 8 days.',
  held: 'Newer data of the source wait for a person to confirm or drop them.',
  partial: 'The newest data of the source are not complete.',
  rejected: 'Records of the file were rejected; the one that is missing could be among them.',
  'taken back': 'The import that said it was undone; nothing ever said that it is gone.',
  moved: 'The facts stand, but their names lie in other nodes now.',
};

export type TaskRow = {
  id: number;
  control: Control;
  params: ControlParams;
  title: string;
  status: TaskStatus;
  owner?: string;
  band?: Band;
  due: string;
  /** Unfinished, and its due date has passed. */
  overdue: boolean;
  campaign?: { id: number; name: string };
  createdAt: string;
  /** Of the present status. */
  statusAt: string;
  subjects: number;
  gone: number;
  /** How often it was reopened by data or by the end of an exception. */
  reopened: number;
  /** The first of its subjects. */
  about: string;
  /** Until when it is accepted, or until when somebody asks for it to be. */
  exception?: { expiresAt: string; waiting: boolean };
};

export type TaskOrder = 'due' | '-due' | 'band' | '-band' | 'created' | '-created' | 'status' | '-status' | 'owner' | '-owner';
export type TaskPage = { rows: TaskRow[]; matching: number };
/** Of the tasks under a filter that names no status. */
export type TaskCounts = Record<TaskStatus, number> & { overdue: number; acceptedOverdue: number; waiting: number };

/** Action-days and band of one scenario, certain, as an analysis had them. */
export type SubjectFigures = {
  analysis: number;
  leak: { actionDays: number; band: Band; scope: number };
  takeover: { actionDays: number; band: Band; scope: number };
  usable: boolean;
};

/** A fact, down to the line it came from. */
export type FactPlace = { source: string; importId: number; file?: string; line?: number };
/** `ended`: the record stood there until a snapshot (`by`) no longer had it. `said`: the record says so itself. `run out`: its end has passed. `figures`: no analysis reaches it any more. */
export type SubjectEvidence = FactPlace & { how: 'ended' | 'said' | 'run out' | 'figures'; by: { importId: number; dataTime: string; file?: string } };

export type TaskSubject = {
  id: string;
  kind: SubjectKind;
  /** Canonical key of its node, or the name it was made with where that is in no node now; of an edge its tail. */
  key: string;
  nodeId?: string;
  to?: string;
  toNodeId?: string;
  edge?: SubjectEdge;
  class?: ActionClass;
  band?: Band;
  exposedAt: string;
  exposed: boolean;
  before?: SubjectFigures;
  after?: SubjectFigures;
  present: boolean;
  goneAt?: string;
  evidence?: SubjectEvidence;
  why?: Reason;
  whySource?: string;
};

export const taskEventKinds = [
  'created',
  'started',
  'stopped',
  'claimed',
  'put back',
  'verified',
  'reopened',
  'subjects gone',
  'subjects back',
  'comment',
  'link',
  'owner',
  'due',
  'title',
  'campaign',
  'exception asked',
  'exception approved',
  'exception refused',
  'exception withdrawn',
  'exception expired',
  'overdue',
] as const;
export type TaskEventKind = (typeof taskEventKinds)[number];
/** `actor` is absent where the check after an analysis did it. */
export type TaskEvent = { id: string; at: string; actor?: string; kind: TaskEventKind; detail?: Record<string, unknown>; note?: string };
export type TaskLink = { id: number; url: string; title: string; addedBy: string; addedAt: string };

/** So long before its expiry an exception, or a decision, announces itself. */
export const announcedDays = 14;

export type TaskException = {
  id: number;
  task: number;
  reason: string;
  requestedBy: string;
  requestedAt: string;
  expiresAt: string;
  state: 'waiting' | 'approved' | 'refused' | 'expired' | 'withdrawn';
  decidedBy?: string;
  decidedAt?: string;
  note?: string;
};

export type Task = TaskRow & {
  createdBy: string;
  claimedBy?: string;
  claimedAt?: string;
  verifiedAt?: string;
  links: TaskLink[];
  /** `own`: whoever looks asked for it. */
  exceptions: (TaskException & { own: boolean })[];
  /** Subjects that are not gone, by why. */
  why: { reason: Reason; source?: string; count: number }[];
  /** Sums over its subjects where both are known. */
  before?: { leak: number; takeover: number };
  after?: { leak: number; takeover: number };
};

/** Which analysis checked the tasks last, or why the last one did not. */
export type Checked = { analysis: number; at: string } | { analysis: number; at: string; skipped: string };

/** What can be chosen for a task without typing. `name`: a person's, whose e-mail address the value is. */
export type TaskChoices = { assignees: { value: string; name?: string }[]; campaigns: { id: number; name: string }[] };

/** A subject as a person names it: keys or aliases. */
export type NamedSubject = { kind: SubjectKind; key: string; to?: string; edge?: SubjectEdge; class?: ActionClass };
