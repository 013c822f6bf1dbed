import { arnKey } from '../../model/awsKeys.ts';
import type { Attrs, Fact, ResourceFact } from '../../model/facts.ts';
import { documentFact } from '../aws/documentFact.ts';
import type { HeldKey } from '../heldKeys.ts';
import { present } from '../present.ts';
import { type Kept, letters, type Row } from './parse.ts';

const configTypes = { secret: 'AWS::SecretsManager::Secret', parameter: 'AWS::SSM::Parameter' } as const;

/** A store and the document by which derive knows who can decrypt it; a parameter in plain text is a resource like others, unless a secret is seen in it. */
export function* map(row: Row): Generator<Fact> {
  if ('listed' in row) {
    yield documentFact({ kind: 'inventoried', body: { account: row.account, types: [configTypes[row.listed]] } }, row.source);
    return;
  }
  const { kept, source } = row;
  const { account, arn, name, type, kmsKey, rotated, tags } = kept;
  const common = { arn, name, tags, ...present({ account }) };
  // without its key, a value would look as if everyone could decrypt it
  if (kept.isSecure && !kept.isValue) yield documentFact({ kind: 'secret', body: { ...common, type, ...present({ kmsKey, rotated }) } }, source);
  if (!kept.isSecure) yield documentFact({ kind: 'compute', body: { ...common, type: configTypes.parameter } }, source);
  yield { ...resource(kept), source: { name: source } };
  for (const key of kept.keys) for (const fact of keyIn(kept, key)) yield { ...fact, source: { name: source } };
}

function resource({ account, arn, name, type, isSecure, created, rotated, lastUsed, owningService, rotates, tags, keys }: Kept): ResourceFact {
  const attrs: Attrs = present({ account, created, rotated, lastUsed, owningService, rotates, tags: Object.keys(tags).length > 0 ? tags : undefined });
  // whoever asks for a secret by its name says nothing of the letters at its end
  const plain = type === 'secret' && letters.test(arn) ? [arnKey(arn.replace(letters, ''))] : undefined;
  const kind = type === 'secret' ? 'secret' : isSecure ? 'secure parameter' : 'parameter';
  return {
    fact: 'resource',
    key: arnKey(arn),
    name,
    kind,
    system: 'aws',
    ...present({ aliases: plain, store: isSecure || keys.length > 0 ? true : undefined }),
    attrs,
  };
}

/** What was found in it, named by its place: whoever else lists the same value gives it the better name. A store of AWS always has the current one. */
function* keyIn({ arn, isSecure, type: kept }: Kept, { names, type, label, where }: HeldKey): Generator<Fact> {
  const store = arnKey(arn);
  const place = where.replace(/^env\./, '');
  const key = names[0].startsWith('fp:') ? `${store}#${place}` : names[0];
  const others = names.filter((one) => one !== key);
  const system = type === 'aws-access-key' ? 'aws' : undefined;
  const evidence: Attrs = { inventory: kept, place };
  yield {
    fact: 'credential',
    key,
    name: label,
    type,
    storage: isSecure ? 'vault' : 'config',
    ...present({ system, aliases: others.length > 0 ? others : undefined }),
  };
  yield { fact: 'edge', edge: 'holds', from: store, to: key, renews: true, evidence };
  if (!isSecure) yield { fact: 'sighting', credential: key, where: `${arn} ${place}`, store, evidence };
}
