/** Tasks toward one goal, and what remains of them. Times are ISO 8601 UTC. */
export type Campaign = {
  id: number;
  name: string;
  goal: string;
  due?: string;
  createdBy: string;
  createdAt: string;
  closedAt?: string;
  tasks: number;
  /** Verified or accepted. */
  verified: number;
  accepted: number;
  overdue: number;
};

/** As of one analysis: subjects in all, those gone, those accepted; action-days of their credentials, each once, certain. */
export type BurnPoint = { analysis: number; at: string; subjects: number; gone: number; accepted: number; leak: number; takeover: number };
