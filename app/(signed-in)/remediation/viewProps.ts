import type { TaskQuestion } from '../../../components/remediation/taskLinks.ts';

/** What every view of the screen is given. @param now the server's clock */
export type ViewProps = { question: TaskQuestion; now: string };
