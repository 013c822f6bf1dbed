import { lineOf, propertyOf, tokenOf, uuidOf } from './oscalText.ts';
import type { Renderer } from './renderer.ts';
import { findTable, type Report } from './report.ts';
import { type RowObject, rowObjects } from './rowObjects.ts';

export const oscalVersion = '1.2.1';

/** OSCAL assessment results: an observation a rule, a finding a control that something can be evidenced of; those that nothing can are named as properties, and are no findings. */
export const renderOscal: Renderer = {
  format: 'oscal',
  extension: 'json',
  mediaType: 'application/json',
  async *render(report, { digest }) {
    const rules = await allOf(report, 'rules');
    const controls = await allOf(report, 'controls');
    yield new TextEncoder().encode(`${JSON.stringify({ 'assessment-results': resultsOf(report, digest, rules, controls) }, null, 1)}\n`);
  },
};

/** All rows of a table that is as long as rules and standards are, whatever the estate. */
async function allOf(report: Report, id: string): Promise<RowObject[]> {
  const rows: RowObject[] = [];
  for await (const row of rowObjects(findTable(report, id))) rows.push(row);
  return rows;
}

/** What both OSCAL documents of a report say of themselves. @param digest SHA-256 of its JSON */
export const metadataOf = ({ head }: Report, digest: string) => ({
  title: lineOf(head.title),
  'last-modified': head.frozenAt,
  version: digest.slice(0, 16),
  'oscal-version': oscalVersion,
  props: [
    propertyOf('report-sha256', digest),
    propertyOf('audit-head', head.auditHead?.word ?? 'none'),
    propertyOf('public-key', head.publicKey),
    propertyOf('product', `${head.product} ${head.version}`),
    propertyOf('scope', head.filter || 'everything'),
  ],
});

function resultsOf(report: Report, digest: string, rules: RowObject[], controls: RowObject[]): object {
  const { head } = report;
  const evidenced = controls.filter(({ state }) => state !== 'not evidenced');
  const missing = controls.filter(({ state }) => state === 'not evidenced');
  return {
    uuid: uuidOf(`${digest}/assessment-results`),
    metadata: metadataOf(report, digest),
    'import-ap': { href: '#', remarks: 'Keyblast asks all of its rules of everything that was imported; there is no separate assessment plan.' },
    results: [
      {
        uuid: uuidOf(`${digest}/result`),
        title: lineOf(head.title),
        description: lineOf(
          `Analysis ${head.analysis.id}, as of ${head.analysis.asOf}, T = ${head.analysis.horizonDays} days, weights version ${head.analysis.weightsVersion}.`,
        ),
        start: head.period.from,
        end: head.frozenAt,
        ...(missing.length > 0 && { props: missing.map(({ ref, missing: why }) => ({ ...propertyOf('not-evidenced', ref), remarks: lineOf(why) })) }),
        'reviewed-controls': {
          'control-selections': [
            evidenced.length > 0 ? { 'include-controls': evidenced.map(({ ref }) => ({ 'control-id': tokenOf(String(ref)) })) } : { 'include-all': {} },
          ],
        },
        ...(rules.length > 0 && { observations: rules.map((rule) => observationOf(rule, digest, head.frozenAt)) }),
        ...(evidenced.length > 0 && { findings: evidenced.map((control) => findingOf(control, digest)) }),
      },
    ],
  };
}

const observationId = (digest: string, rule: unknown): string => uuidOf(`${digest}/rule/${String(rule)}`);

const observationOf = (rule: RowObject, digest: string, collected: string): object => ({
  uuid: observationId(digest, rule.rule),
  title: lineOf(rule.title),
  description: lineOf(rule.says),
  props: [
    propertyOf('rule', rule.rule),
    propertyOf('findings', rule.findings),
    ...[1, 2, 3, 4, 5].map((severity) => propertyOf(`severity-${severity}`, rule[`severity${severity}`])),
    propertyOf('closed-by', rule.closedBy),
  ],
  methods: ['TEST'],
  types: ['finding'],
  collected,
  remarks: lineOf(rule.todo),
});

function findingOf(control: RowObject, digest: string): object {
  const { ref, id, title, standard, findings, urgent, state, coverage, missing, rules, evidence } = control;
  const met = state === 'no findings';
  return {
    uuid: uuidOf(`${digest}/control/${String(ref)}`),
    title: lineOf(`${String(id)} ${String(title)}`),
    description: lineOf(
      met
        ? `No rule found anything that speaks against it (${String(standard)}).`
        : `${String(findings)} findings, ${String(urgent)} of them urgent (${String(standard)}).`,
    ),
    props: [
      propertyOf('reference', ref),
      propertyOf('coverage', coverage),
      propertyOf('findings', findings),
      ...listOf(evidence).map((text) => propertyOf('evidence', text)),
    ],
    target: {
      type: 'objective-id',
      'target-id': tokenOf(String(ref)),
      status: {
        state: met ? 'satisfied' : 'not-satisfied',
        reason: met ? (coverage === 'direct' ? 'pass' : 'other') : 'fail',
        ...(missing !== '' && missing !== null && { remarks: lineOf(missing) }),
      },
    },
    ...(listOf(rules).length > 0 && { 'related-observations': listOf(rules).map((rule) => ({ 'observation-uuid': observationId(digest, rule) })) }),
  };
}

const listOf = (cell: RowObject[string] | undefined): string[] => (Array.isArray(cell) ? cell : []);
