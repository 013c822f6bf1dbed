import type { AwsDocument } from '../../model/awsDocuments.ts';
import { isObject } from '../parseJson.ts';
import { levelDocuments } from './levelDocuments.ts';

/** Levels as the command line takes them: `scps`, `rcps`, and whose they are. */
export const levelNames = ['scps', 'rcps', 'accountId'] as const;
type LevelName = (typeof levelNames)[number];
const types = { scps: 'scp', rcps: 'rcp' } as const;

/** The levels of one object, for all of them together say where each lies. */
export class Levels {
  private account: string | undefined;
  private readonly given: { scps: unknown[]; rcps: unknown[] } = { scps: [], rcps: [] };

  take(name: LevelName, value: unknown): { field?: string; reason: string } | undefined {
    if (name === 'accountId') {
      this.account = String(value);
      return undefined;
    }
    this.given[name].push(value);
    return levelDocuments('', [value], types[name]).unread[0];
  }

  documents(): AwsDocument[] {
    return (['scps', 'rcps'] as const).flatMap((name) => levelDocuments(this.owner, this.given[name], types[name]).documents);
  }

  /** Without `accountId` the last level is the account. */
  private get owner(): string {
    const last = [...this.given.scps, ...this.given.rcps].at(-1);
    return this.account ?? (isObject(last) && typeof last.target === 'string' ? last.target : '');
  }
}
