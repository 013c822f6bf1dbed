import type { Metadata } from 'next';
import { PathList } from '../../../components/credential/PathList.tsx';
import { PathForm, type PathQuestion } from '../../../components/explore/PathForm.tsx';
import { Notice } from '../../../components/Notice.tsx';
import { Page, PageHead } from '../../../components/Page.tsx';
import { Panel } from '../../../components/Panel.tsx';
import { ends, type Path, scenarios } from '../../../lib/model/figures.ts';
import { plural } from '../../../lib/model/format.ts';
import { findPaths } from '../../../lib/services/findPaths.ts';
import { may } from '../../../lib/services/may.ts';
import { techniquesOf } from '../../../lib/services/techniquesOf.ts';
import { requireContext } from '../../requireContext.ts';
import { NodeCorrections } from '../NodeCorrections.tsx';

export const metadata: Metadata = { title: 'Paths' };

type Query = Record<string, string | string[] | undefined>;

function readQuestion(query: Query): PathQuestion {
  const one = (name: string) => (typeof query[name] === 'string' ? query[name] : '').trim();
  return {
    from: one('from'),
    to: one('to'),
    scenario: scenarios.find((each) => each === one('scenario')) ?? 'leak',
    end: ends.find((each) => each === one('end')) ?? 'upTo',
    maxLength: /^\d{1,2}$/.test(one('maxLength')) ? one('maxLength') : '',
  };
}

export default async function ExplorePage({ searchParams }: { searchParams: Promise<Query> }) {
  const ctx = await requireContext();
  const question = readQuestion(await searchParams);
  return (
    <Page>
      <PageHead title="Paths" lead="How one thing gets to another, step by step, each step with its evidence." />
      <Panel id="question" title="Question">
        <PathForm question={question} />
      </Panel>
      {question.from && question.to ? (
        <Answer found={await findPaths(ctx, asked(question))} question={question} mayCorrect={may(ctx, 'analyst')} now={ctx.now().toISOString()} />
      ) : (
        <Notice title="Name two things">
          Keys are shown on every screen: copy one of a credential into “From”, and one of a resource, a store or another credential into “To”.
        </Notice>
      )}
    </Page>
  );
}

const asked = ({ from, to, scenario, end, maxLength }: PathQuestion) => ({ from, to, scenario, end, ...(maxLength && { maxLength: Number(maxLength) }) });

type AnswerProps = { found: Awaited<ReturnType<typeof findPaths>>; question: PathQuestion; mayCorrect: boolean; now: string };

function Answer({ found, question, mayCorrect, now }: AnswerProps) {
  if (!found.ok)
    return (
      <Notice tone="wrong" title="This cannot be answered">
        {found.error.message}
      </Notice>
    );
  const { paths, truncated } = found.value;
  if (paths.length === 0) {
    return (
      <Notice title="There is no path">
        In a {question.scenario}, over what is {question.end === 'certain' ? 'certain' : 'possible'}, <code>{question.from}</code> does not reach{' '}
        <code>{question.to}</code>
        {question.maxLength && ` in ${question.maxLength} steps`}.
      </Notice>
    );
  }
  return (
    <>
      <Panel id="paths" title={`${plural(paths.length, 'path')}${truncated ? ', and more' : ''}`} flush>
        <PathList paths={paths} techniques={techniquesOf(paths)} mayCorrect={mayCorrect} />
      </Panel>
      <NodeCorrections nodes={nodesOf(paths)} now={now} />
    </>
  );
}

/** Whatever lies on the ways: what is struck out next to it stands below. */
const nodesOf = (paths: Path[]): string[] => [...new Set(paths.flatMap(({ from, steps }) => [from.id, ...steps.map(({ to }) => to.id)]))];
