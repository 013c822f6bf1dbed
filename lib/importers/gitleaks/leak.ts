/** The same of every version: what was found by which rule, and where. */
export type Leak = {
  rule: string;
  secret: string;
  file: string;
  line?: number | undefined;
  commit?: string | undefined;
  repository?: string | undefined;
  at?: string | undefined;
  author?: string | undefined;
};

export type Read = { ok: true; leak: Leak } | { ok: false; reason: string; field?: string };
