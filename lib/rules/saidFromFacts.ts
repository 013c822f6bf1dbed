import type { EstateColumns } from '../blast/columns.ts';
import { nodeBit } from '../blast/columns.ts';
import { attributionDays, attributionOf, attributions, crowdedFrom, signatureOf } from '../model/attribution.ts';
import { readCovered, staleAfterDays } from '../model/coverage.ts';
import { actionClasses, type Fact, issuances, type NodeFact, presentations, statuses, type UsageFact } from '../model/facts.ts';
import { joinNames, mergeRecords, type NodeFields } from '../model/nodes.ts';
import { newNetworkDays, type SaidColumns, saidBit, saidPattern, systemBit } from '../model/said.ts';

const dayMs = 86_400_000;
const fits = (pattern: string, text: string | undefined): boolean => text !== undefined && new RegExp(pattern, 'i').test(text);
const dayOf = (iso: string | undefined): number => (iso === undefined ? 0 : Math.floor(Date.parse(iso) / dayMs));
const isNode = (fact: Fact): fact is NodeFact => ['credential', 'identity', 'workload', 'resource'].includes(fact.fact);

/** What the store's loader (lib/store/loadSaid.ts) reads, and the attribution of each credential by node number, worked out in memory from one import of facts: the definition of both. */
export function saidFromFacts(facts: readonly Fact[], columns: EstateColumns, asOfMs: number): { said: SaidColumns; attribution: Uint8Array } {
  return new Reading(facts, columns, asOfMs).all();
}

class Reading {
  readonly #facts: readonly Fact[];
  readonly #columns: EstateColumns;
  readonly #asOfMs: number;
  readonly #canonical: Map<string, string>;
  readonly #numbers: Map<string, number>;
  readonly #fields: NodeFields[];
  readonly #said: SaidColumns;

  constructor(facts: readonly Fact[], columns: EstateColumns, asOfMs: number) {
    [this.#facts, this.#columns, this.#asOfMs] = [facts, columns, asOfMs];
    const { nodes } = columns;
    this.#canonical = new Map(
      joinNames(
        facts.filter(isNode),
        facts.flatMap((fact) => (fact.fact === 'distinct' ? [fact.keys] : [])),
      ).canonical,
    );
    this.#numbers = new Map(nodes.key.map((key, v) => [key, v]));
    this.#fields = this.#merged();
    this.#said = {
      created: new Uint16Array(nodes.count),
      rotated: new Uint16Array(nodes.count),
      lastUsed: new Uint16Array(nodes.count),
      bits: new Uint32Array(nodes.count),
      usedClasses: new Uint16Array(nodes.count),
      systems: new Uint8Array(nodes.systems.length),
    };
  }

  #of(name: string): number {
    return this.#numbers.get(this.#canonical.get(name) ?? name)!;
  }

  #merged(): NodeFields[] {
    const records = this.#columns.nodes.key.map((): Parameters<typeof mergeRecords>[0][number][] => []);
    for (const fact of this.#facts) {
      if (!isNode(fact)) continue;
      const { fact: kind, key, aliases: _, source, ...fields } = fact;
      records[this.#of(key)]!.push({ fact: kind, fields, rank: source?.rank ?? 300, batch: 1, dataTime: 0, by: source?.name ?? '' });
    }
    return records.map((each) => (each.length === 0 ? {} : mergeRecords(each).fields));
  }

  all() {
    const { nodes } = this.#columns;
    for (let v = 0; v < nodes.count; v++) this.#node(v);
    this.#names();
    this.#edges();
    this.#use();
    this.#coverage();
    return { said: this.#said, attribution: this.#attribution() };
  }

  #add(v: number, bit: number, applies = true): void {
    if (applies) this.#said.bits[v]! |= bit;
  }

  #node(v: number): void {
    const [fields, { nodes }] = [this.#fields[v]!, this.#columns];
    const { owner, party, revocation, untrustedInput, environment, attrs = {} } = fields;
    this.#said.created[v] = dayOf(fields.created);
    this.#said.rotated[v] = dayOf(fields.rotated);
    this.#said.lastUsed[v] = dayOf(fields.lastUsed);
    this.#add(v, saidBit.owned, owner !== undefined);
    this.#add(v, saidBit.vendor, party !== undefined && !fits(saidPattern.ownParty, party));
    this.#add(v, saidBit.noRevocation, revocation === 'none-known');
    this.#add(v, saidBit.untrustedInput, untrustedInput === true);
    this.#add(v, saidBit.withoutMfa, attrs.mfa === false);
    this.#add(v, saidBit.production, fits(saidPattern.production, environment));
    this.#add(v, saidBit.pipeline, fits(saidPattern.pipeline, nodes.systems[nodes.system[v]!]));
    this.#add(v, saidBit.cloud, fits(saidPattern.cloud, nodes.systems[nodes.system[v]!]));
    this.#add(v, saidBit.wildcard, fits(saidPattern.wildcard, nodes.key[v]));
    const { subject, audience, selectors } = attrs;
    const isWide = typeof subject === 'string' && /[*?]/.test(subject);
    this.#add(v, saidBit.weakClaims, isWide || audience === '' || (Array.isArray(selectors) && selectors.length < 2));
  }

  /** Every name there is: of people who have left, and of directories. */
  #names(): void {
    const { nodes } = this.#columns;
    const left = new Set<string>();
    const named = (name: string): void => {
      const v = this.#of(name);
      const gone = nodes.goneMs[v]! <= this.#asOfMs || nodes.status[v] !== statuses.indexOf('active');
      if (nodes.identityKind[v] !== 255 && gone) left.add(name);
      this.#add(v, saidBit.directory, fits(saidPattern.directory, name));
    };
    for (const name of [...nodes.key, ...this.#canonical.keys()]) named(name);
    this.#fields.forEach(({ owner }, v) => {
      this.#add(v, saidBit.ownerGone, owner !== undefined && left.has(owner));
    });
  }

  #edges(): void {
    for (const fact of this.#facts) {
      if (fact.fact !== 'edge' || fact.certainty === 'possible' || (fact.until !== undefined && Date.parse(fact.until) <= this.#asOfMs)) continue;
      this.#add(this.#of(fact.from), saidBit.escalates, fact.technique !== undefined && (fact.lasting === true || fact.edge === 'controls'));
      const claims = fact.evidence?.claims;
      if (fact.edge !== 'acts-as' || typeof claims !== 'object' || claims === null || Array.isArray(claims)) continue;
      const [sub, aud] = [claims.sub, claims.aud];
      this.#add(this.#of(fact.to), saidBit.weakTrust, typeof sub !== 'string' || /[*?]/.test(sub) || aud === undefined || aud === null || aud === '');
    }
  }

  #uses(): Map<number, UsageFact[]> {
    const uses = new Map<number, UsageFact[]>();
    const since = this.#asOfMs - attributionDays * dayMs;
    for (const fact of this.#facts) {
      if (fact.fact !== 'usage' || fact.credential === undefined || Date.parse(fact.at) <= since || Date.parse(fact.at) > this.#asOfMs) continue;
      const v = this.#of(fact.credential);
      uses.set(v, [...(uses.get(v) ?? []), fact]);
    }
    return uses;
  }

  #use(): void {
    const { nodes } = this.#columns;
    for (const [v, uses] of this.#uses()) {
      this.#add(v, saidBit.used);
      this.#add(
        v,
        saidBit.usedByHand,
        uses.some(({ workload }) => fits(saidPattern.byHand, workload?.userAgent)),
      );
      const allowed = uses.filter(({ outcome }) => outcome !== 'denied');
      if (allowed.every((use) => use.class !== undefined)) for (const use of allowed) this.#said.usedClasses[v]! |= 1 << actionClasses.indexOf(use.class!);
      this.#said.lastUsed[v] = Math.max(this.#said.lastUsed[v]!, ...uses.map(({ at }) => dayOf(at)));
      const firsts = new Map<string, number>();
      for (const { at, workload } of uses) {
        const place = workload?.network ?? workload?.address;
        if (place !== undefined) firsts.set(place, Math.min(firsts.get(place) ?? Number.POSITIVE_INFINITY, Date.parse(at)));
      }
      const isNew = [...firsts.values()].map((at) => at > this.#asOfMs - newNetworkDays * dayMs);
      this.#add(v, saidBit.usedFromNewNetwork, isNew.includes(true) && isNew.includes(false));
      if (uses.some(({ workload: { instance, network, address } = {} }) => (instance ?? network ?? address) === undefined))
        this.#said.systems[nodes.system[v]!]! |= systemBit.vague;
    }
  }

  #coverage(): void {
    const newest = new Map<string, number>();
    for (const fact of this.#facts) {
      if (fact.fact !== 'coverage') continue;
      newest.set(fact.system, Math.max(newest.get(fact.system) ?? 0, Date.parse(fact.to)));
      if (this.#isLog(fact)) this.#system(fact.system, systemBit.logged);
    }
    for (const [system, to] of newest) if (to < this.#asOfMs - staleAfterDays * dayMs) this.#system(system, systemBit.stale);
  }

  #system(name: string, bit: number): void {
    const system = this.#columns.nodes.systems.indexOf(name);
    if (system >= 0) this.#said.systems[system]! |= bit;
  }

  #isLog(fact: Extract<Fact, { fact: 'coverage' }>): boolean {
    const since = this.#asOfMs - attributionDays * dayMs;
    return Date.parse(fact.to) > since && Date.parse(fact.from) <= this.#asOfMs && (fact.what ?? []).some((what) => readCovered(what).kind === 'log');
  }

  /** By the definition; the system of a credential is what is stated, as attribution has it. */
  #attribution(): Uint8Array {
    const { nodes } = this.#columns;
    const uses = this.#uses();
    const seen = (v: number) => (uses.get(v) ?? []).map(({ workload, proof }) => ({ ...workload, proof }));
    const counts = new Map<string, number>();
    for (const v of uses.keys())
      for (const signature of new Set(seen(v).map(signatureOf))) if (signature) counts.set(signature, (counts.get(signature) ?? 0) + 1);
    const crowded = new Set(
      [...counts].filter(([signature, count]) => count > crowdedFrom && !signature.startsWith('instance ')).map(([signature]) => signature),
    );
    const logged = new Set(this.#facts.flatMap((fact) => (fact.fact === 'coverage' && this.#isLog(fact) ? [fact.system] : [])));
    return Uint8Array.from(this.#fields, ({ system }, v) =>
      attributions.indexOf(
        attributionOf(
          {
            inEstate: (nodes.flags[v]! & nodeBit.inEstate) !== 0,
            issuance: issuances[nodes.issuance[v]!]!,
            presentation: presentations[nodes.presentation[v]!]!,
            uses: seen(v),
            covered: system !== undefined && logged.has(system),
          },
          crowded,
        ),
      ),
    );
  }
}
