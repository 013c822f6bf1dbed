import type { AwsEstate } from '../iam/awsEstate.ts';
import { buildAwsEstate } from '../iam/buildAwsEstate.ts';
import { policyCompiler } from '../iam/compile.ts';
import { escalate } from '../iam/escalation/escalate.ts';
import { type AwsDocument, awsDocumentSchemas, awsPlatform } from '../model/awsDocuments.ts';
import { anonymousKey, arnKey } from '../model/awsKeys.ts';
import { codePointOrder } from '../model/codePointOrder.ts';
import type { Fact } from '../model/facts.ts';
import { schemaReason } from '../model/rolesDocument.ts';
import { factsOfCompute } from './aws/compute.ts';
import { factsOfEscalation, identityFact } from './aws/escalationFacts.ts';
import { Grants } from './aws/grants.ts';
import { administratorFacts, factsOfAlike, serviceTrustFacts } from './aws/identities.ts';
import { ListedPermissions, mostAlone } from './aws/listedPermissions.ts';
import { makeWorld, type PlacedDocument } from './aws/makeWorld.ts';
import { problemsOf } from './aws/problems.ts';
import { SecretReaders } from './aws/secretReaders.ts';
import { type Subjects, subjectsOf } from './aws/subjects.ts';
import { awsUsers } from './awsUsers.ts';
import type { Derived, DerivedFact, Deriver, Document, Problem } from './deriver.ts';

/**
 * AWS: what users, roles and groups of all accounts may do, as whom they can come to act, and whom they let in (docs/aws.md). All documents are of one scope, because trusts and policies of
 * organisations and resources join accounts that are imported apart.
 */
export const aws: Deriver = {
  id: 'aws',
  version: 2,
  understands: (platform, kind) => platform === awsPlatform && kind in awsDocumentSchemas,
  derive: (_scope, documents) => deriveAws(documents, { alone: mostAlone, fewestAlike: 10 }),
};

/**
 * What is told once for many: nothing but the number of facts, and of hops, hangs on it (docs/aws.md).
 * `alone`: on how many things permissions are told one by one, by the number of subjects. `fewestAlike`: how many principals there are at least that are told together.
 */
export type Sharing = { alone(subjects: number): number; fewestAlike: number };

export function deriveAws(documents: { at: number; document: Document }[], sharing: Sharing): Derived {
  const problems: Problem[] = [];
  const placed = readDocuments(documents, problems);
  return { facts: factsOf(placed, problems, sharing), problems };
}

/** In an order of their own, so that of several that describe one thing the same counts whatever order they came in. */
function readDocuments(documents: { at: number; document: Document }[], problems: Problem[]): PlacedDocument[] {
  const read = documents.flatMap(({ at, document: { kind, body } }) => {
    const parsed = awsDocumentSchemas[kind as AwsDocument['kind']].safeParse(body);
    if (!parsed.success) problems.push({ document: at, reason: schemaReason(parsed.error).reason });
    // the kind and the body of one document belong together: the schema was that of the kind
    return parsed.success ? [{ placed: { at, kind, body: parsed.data } as PlacedDocument, text: JSON.stringify(parsed.data) }] : [];
  });
  return read.sort((a, b) => codePointOrder(a.placed.kind, b.placed.kind) || codePointOrder(a.text, b.text)).map(({ placed }) => placed);
}

function* factsOf(documents: readonly PlacedDocument[], problems: Problem[], { alone, fewestAlike }: Sharing): Generator<DerivedFact> {
  const users = awsUsers(documents.flatMap((each) => (each.kind === 'user' || each.kind === 'user-credentials' ? [each] : [])));
  yield* users.facts;
  problems.push(...users.problems);
  const estate = buildAwsEstate(documents);
  // what says what a user may do, before what only says that it has keys
  const [credentials, others] = [documents.filter(({ kind }) => kind === 'user-credentials'), documents.filter(({ kind }) => kind !== 'user-credentials')];
  const places = new Map(
    [...credentials, ...others].flatMap(({ at, body }) => ('arn' in body && typeof body.arn === 'string' ? [[body.arn, at] as const] : [])),
  );
  const placeOf = (arn: string): number => places.get(arn) ?? documents[0]?.at ?? 0;
  const { principals, edges } = escalate(documents, {});
  const compiler = policyCompiler();
  const world = makeWorld(documents, estate, compiler);
  const administrators = new Set(principals.filter(({ direct }) => direct).map(({ arn }) => arn));
  const subjects = subjectsOf({ estate, compiler, placeOf, digest: world.digest }, administrators, fewestAlike);
  yield* identities(estate, placeOf, subjects);
  yield* workloads(estate, placeOf);
  const stores = new Set(estate.secrets.map(({ arn }) => arn));
  yield* escalations(edges('none'), stores, placeOf);
  const secrets = new SecretReaders(estate, world);
  const grants = new Grants(world, new ListedPermissions(world, subjects.all, secrets, alone(subjects.all.length)), secrets);
  for (const subject of subjects.all) yield* grants.of(subject);
  if (grants.isTold(anonymousKey))
    yield { fact: { fact: 'identity', key: anonymousKey, kind: 'anonymous', name: 'anyone (AWS)', system: 'aws' }, document: documents[0]?.at ?? 0 };
  problems.push(...problemsOf(documents, estate, subjects.all));
}

function* at(document: number, facts: Iterable<Fact>): Generator<DerivedFact> {
  for (const fact of facts) yield { fact, document };
}

function* identities(estate: AwsEstate, placeOf: (arn: string) => number, { memberships, alike }: Subjects): Generator<DerivedFact> {
  for (const account of [...estate.accounts.keys()].sort()) {
    const [first] = estate.principals.filter((each) => each.account === account);
    yield* at(first ? placeOf(first.arn) : 0, administratorFacts(estate, account));
  }
  for (const principal of estate.principals) yield* at(placeOf(principal.arn), serviceTrustFacts(principal));
  for (const each of alike) for (const { fact, arn } of factsOfAlike(each)) yield { fact, document: placeOf(arn) };
  for (const { user, group } of memberships)
    yield {
      fact: { fact: 'edge', edge: 'acts-as', from: arnKey(user.arn), to: arnKey(group.arn), evidence: { why: 'member of the group' } },
      document: placeOf(user.arn),
    };
}

function* workloads(estate: AwsEstate, placeOf: (arn: string) => number): Generator<DerivedFact> {
  for (const things of estate.compute.values()) for (const thing of things) yield* at(placeOf(thing.arn), factsOfCompute(thing, estate));
}

function* escalations(
  edges: ReturnType<ReturnType<typeof escalate>['edges']>,
  stores: ReadonlySet<string>,
  placeOf: (arn: string) => number,
): Generator<DerivedFact> {
  const told = new Set<string>();
  for (const edge of edges) {
    const document = placeOf('arn' in edge.to ? (edge.from.startsWith('arn:') ? edge.from : edge.to.arn) : edge.from);
    const facts = factsOfEscalation(edge, (arn) => stores.has(arn));
    for (const outsider of facts.outsiders) {
      if (told.has(outsider.key)) continue;
      told.add(outsider.key);
      yield { fact: identityFact(outsider), document };
    }
    yield* at(document, facts.edges);
  }
}
