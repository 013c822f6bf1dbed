import { arnForms } from '../../iam/arnForms.ts';
import type { AwsEstate } from '../../iam/awsEstate.ts';
import { openCatalogue } from '../../iam/catalogue.ts';
import { parseArn } from '../../model/arn.ts';
import type { AwsSecret } from '../../model/awsDocuments.ts';
import { awsResource } from '../../model/awsResource.ts';
import type { Answer, Share } from './answer.ts';
import type { ListedResource } from './listedResources.ts';
import type { Place, Question } from './question.ts';
import { type SecretInside, secretsInside } from './secretsInside.ts';
import type { World } from './world.ts';

/**
 * How the secrets in a resource are read. `storeKey`: the key of a store, its ARN, or what names it; empty: the service's own; undefined: it is no store. `inside`: with what it is read, where it may
 * have secrets inside.
 */
export type Opening = { storeKey: string | undefined; inside: SecretInside | undefined };

/**
 * Who can read a secret or a secure parameter: who may get its value and decrypt with its key. The services' own keys (`aws/secretsmanager`) let everyone in the account decrypt through the
 * service; of a key that only an alias names nobody knows which it is.
 */
export class SecretReaders {
  readonly #secrets: ReadonlyMap<string, AwsSecret>;
  readonly #insides: ReadonlyMap<string, SecretInside>;
  readonly #openings = new Map<string, Opening>();
  readonly #world: World;

  constructor(estate: Pick<AwsEstate, 'secrets' | 'compute'>, world: World) {
    this.#secrets = new Map(estate.secrets.map((secret) => [awsResource(secret.arn), secret]));
    this.#insides = secretsInside(estate);
    this.#world = world;
  }

  /** How the secrets in a resource are read; the same object for all that are opened alike. */
  openingOf(resource: ListedResource): Opening {
    const [storeKey, inside] = [this.#keyOf(resource), this.#insides.get(resource.arn)];
    const text = `${storeKey} ${inside?.action}`;
    const known = this.#openings.get(text) ?? { storeKey, inside };
    this.#openings.set(text, known);
    return known;
  }

  #keyOf({ arn }: ListedResource): string | undefined {
    const secret = this.#secrets.get(arn);
    if (!secret) return undefined;
    const { kmsKey = '' } = secret;
    if (kmsKey === '' || /(^|:)alias\/aws\//.test(kmsKey)) return '';
    if (kmsKey.startsWith('arn:') || kmsKey.startsWith('alias/')) return kmsKey;
    // a key's id alone is one of the secret's own region and account
    const { partition, region, account } = parseArn(secret.arn)!;
    return `arn:${partition}:kms:${region}:${account}:key/${kmsKey}`;
  }

  /** What is left of an answer on stores once their key is asked as well: without it their value cannot be read. */
  withKey(key: string, answer: Answer, question: Question): Answer {
    const share = answer.get('read-secret');
    if (key === '' || !share) return answer;
    const opened = /(^|:)alias\//.test(key) ? asPossible(share, `which key ${key} is was not imported`) : this.#decrypted(share, key, question);
    const others = [...answer].filter(([name]) => name !== 'read-secret');
    return new Map(opened ? [...others, ['read-secret', opened]] : others);
  }

  #decrypted(share: Share, key: string, question: Question): Share | undefined {
    const resource = this.#world.resources.of(key);
    const places = arnForms()
      .probesOf(key)
      .map((probe): Place => ({ probe, counted: 'there', ...(resource && { resource }) }));
    const decrypt = openCatalogue().idOf('kms:Decrypt')!;
    const onKey = [...question.answer(places).values()].find(({ certain, possible }) => certain.includes(decrypt) || possible.includes(decrypt));
    if (!onKey) return undefined;
    return onKey.certain.includes(decrypt) ? share : asPossible(share, onKey.missing ?? `whether ${key} may be used hangs on a condition`);
  }
}

const asPossible = (share: Share, missing: string): Share => ({
  ...share,
  certain: [],
  possible: [...share.certain, ...share.possible].sort((a, b) => a - b),
  missing: share.missing ?? missing,
});
