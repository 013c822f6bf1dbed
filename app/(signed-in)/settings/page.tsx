import type { Metadata } from 'next';
import { Columns, Page, PageHead } from '../../../components/Page.tsx';
import { Panel } from '../../../components/Panel.tsx';
import { PeopleTable } from '../../../components/settings/PeopleTable.tsx';
import { BandsTable, ClassesTable, PriorityTable, SensitivityTable } from '../../../components/settings/WeightsTables.tsx';
import { defaultHorizonDays, weightsVersion } from '../../../lib/model/weights.ts';
import { listPeople } from '../../../lib/services/people.ts';
import { requireContext } from '../../requireContext.ts';

export const metadata: Metadata = { title: 'Settings' };

export default async function SettingsPage() {
  const ctx = await requireContext();
  const people = await listPeople(ctx);
  return (
    <Page>
      <PageHead
        title="Settings"
        lead={`What every figure rests on: weights, version ${weightsVersion}. Every analysis records the version it was made with. T is ${defaultHorizonDays} days unless an analysis is asked for another.`}
      />
      <Columns>
        <Panel id="classes" title="Action classes" lead="How much harm one permission does, relative to listing." flush>
          <ClassesTable />
        </Panel>
        <Panel id="sensitivity" title="Sensitivity" lead="What the class is multiplied by." flush>
          <SensitivityTable />
        </Panel>
        <Panel
          id="bands"
          title="Bands"
          lead="By action-days; at least high where it does more than list a crown jewel, critical where it administers a whole scope."
          flush
        >
          <BandsTable />
        </Panel>
        <Panel id="priority" title="Priority" lead="Likelihood against the band of the leak; 1 is the most urgent." flush>
          <PriorityTable />
        </Panel>
      </Columns>
      {people.ok && (
        <Panel id="people" title="People" lead="Everybody who can sign in, and what they may." flush>
          <PeopleTable people={people.value} />
        </Panel>
      )}
    </Page>
  );
}
