import type { DocumentFact, Fact } from '../model/facts.ts';

/** A document as derive reads it: where it lies in its set is its name in problems. */
export type Document = Pick<DocumentFact, 'kind' | 'body' | 'name' | 'attachedTo'>;

/** What a document says that could not be followed: shown beside the import, it changes nothing else. `document` is the index in the list that was given. */
export type Problem = { document?: number; reason: string };

/** A fact and the document that says it (its index in the list that was given), so that the fact opens down to that document's file and line. */
export type DerivedFact = { fact: Fact; document: number };

/** The meaning of documents. `problems` are final when `facts` have been read to their end. */
export type Derived = { facts: Iterable<DerivedFact>; problems: Problem[] };

export type Deriver = {
  id: string;
  /** Raised when the same documents would give other facts. */
  version: number;
  understands(platform: string, kind: string): boolean;
  /** All documents of one scope that it understands, with their places in the whole list. Pure; the order of documents changes nothing but evidence. */
  derive(scope: { platform: string; scope: string }, documents: { at: number; document: Document }[]): Derived;
};
