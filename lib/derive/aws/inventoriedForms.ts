import type { ArnForm } from '../../iam/arnForms.ts';
import type { AwsEstate } from '../../iam/awsEstate.ts';
import type { PlacedDocument } from './makeWorld.ts';

/** Types of which whoever lists the users and roles of an account lists all. */
const withPrincipals = ['iamuser', 'iamgroup', 'iamrole', 'iampolicy'];
/** Where an inventory and the catalogue use different words: ours for theirs. */
const otherWords: Record<string, string> = {
  rdsdbinstance: 'rdsdb',
  rdsdbcluster: 'rdscluster',
  sagemakernotebook: 'sagemakernotebookinstance',
  ec2launchtemplate: 'ec2launchtemplate',
  stepfunctionsstatemachine: 'statesstatemachine',
  opensearchdomain: 'esdomain',
  elasticsearchdomain: 'esdomain',
  apigatewayrestapi: 'apigatewayrestapi',
  bedrockcodeinterpreter: 'bedrockagentcorecodeinterpreter',
};

/** `lambda-function`, `AWS::Lambda::Function` → `lambdafunction` */
const plain = (type: string): string => {
  const name = type
    .replace(/^AWS::/, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '');
  return otherWords[name] ?? name;
};

/** Of which types of an account everything is listed, by what inventories say they have listed. */
export class InventoriedForms {
  readonly #types = new Map<string, Set<string>>();

  constructor(documents: readonly PlacedDocument[], estate: AwsEstate) {
    for (const account of new Set(estate.principals.map((each) => each.account))) this.#add(account, withPrincipals);
    for (const { kind, body } of documents)
      if (kind === 'inventoried')
        this.#add(
          body.account ?? '*',
          body.types.map((type) => (type === '*' ? type : plain(type))),
        );
  }

  #add(account: string, types: readonly string[]): void {
    const known = this.#types.get(account) ?? new Set<string>();
    this.#types.set(account, known);
    for (const type of types) known.add(type);
  }

  has(account: string, { type, service }: ArnForm): boolean {
    const name = plain(`${service}${type.name.replace(/^iam-/, '')}`);
    return ['*', account].some((of) => this.#types.get(of)?.has(name) === true || this.#types.get(of)?.has('*') === true);
  }
}
