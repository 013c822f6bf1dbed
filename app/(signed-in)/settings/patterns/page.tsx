import type { Metadata } from 'next';
import { Panel } from '../../../../components/Panel.tsx';
import { RuleEditor } from '../../../../components/settings/RuleEditor.tsx';
import { RuleTable } from '../../../../components/settings/RuleTable.tsx';
import { engineStatus } from '../../../../lib/services/engineStatus.ts';
import { may } from '../../../../lib/services/may.ts';
import { listRuleChanges, listRules, previewRules } from '../../../../lib/services/patternRules.ts';
import { requireContext } from '../../../requireContext.ts';
import { SectionFailed } from '../SectionFailed.tsx';

export const metadata: Metadata = { title: 'Rules by pattern' };

const lead =
  'What you say here of everything whose key or alias is like a pattern outranks every source, at once and after every import. Of the rules for one field the first that matches decides.';

export default async function PatternsPage() {
  const ctx = await requireContext();
  const listed = await listRules(ctx);
  if (!listed.ok) return <SectionFailed error={listed.error} retryHref="/settings/patterns" />;
  if (may(ctx, 'admin')) {
    const [changes, status] = await Promise.all([listRuleChanges(ctx), engineStatus(ctx)]);
    return (
      <Panel id="rules" title="Rules by pattern" lead={lead}>
        <RuleEditor saved={listed.value} changes={changes.ok ? changes.value : []} stale={status.ok && status.value.analysis?.stale === true} />
      </Panel>
    );
  }
  const preview = await previewRules(ctx, { rules: listed.value.rules });
  return (
    <Panel id="rules" title="Rules by pattern" lead={`${lead} Administrators change them.`} flush>
      <RuleTable rules={listed.value.rules} effects={preview.ok ? preview.value.rules : []} />
    </Panel>
  );
}
