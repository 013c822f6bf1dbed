/** A technique of the escalation catalogue, as a person reads it: what is done and what it gives, and how to close it. Named by `technique` of an edge. */
export type Technique = { id: string; explanation: string; fix: string };
/** By id. A technique that no catalogue has (anyone can write facts) is not in it. */
export type Techniques = Readonly<Record<string, Technique>>;
