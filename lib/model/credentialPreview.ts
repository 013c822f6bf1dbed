import type { ActionClass, Certainty } from './facts.ts';
import type { CredentialRow, Scenario } from './figures.ts';

/** What is shown of a credential beside the table. `depth`, `worst` and `crownJewels` are those of `scenario`, up to; crown jewels at most 20. */
export type CredentialPreview = {
  row: CredentialRow;
  scenario: Scenario;
  /** Largest hop over nodes and permissions, 0 if none. */
  depth: number;
  /** The heaviest permissions, and how many there are in all. */
  worst: { class: ActionClass; resource: string; sensitivity: number; certainty: Certainty }[];
  permissions: number;
  crownJewels: { key: string; certainty: Certainty; hops: number }[];
};
