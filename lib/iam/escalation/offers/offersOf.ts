import type { AwsPrincipal } from '../../awsEstate.ts';
import { onceEach } from '../../once.ts';
import { aliasActions } from '../qualified.ts';
import { taggingActions } from '../retag.ts';
import { identityRules } from '../rules/identityRules.ts';
import { passRules } from '../rules/passRules.ts';
import { runRules } from '../rules/runRules.ts';
import { SharedPower } from '../sharedPower.ts';
import type { Standing } from '../standing.ts';
import type { World } from '../world.ts';
import { accountOffers, namedOffers } from './assume.ts';
import { editTrustOffers } from './editTrust.ts';
import { federateOffers } from './federate.ts';
import { mintOffers } from './mint.ts';
import type { Offer } from './offer.ts';
import { organizationOffers } from './organization.ts';
import { passOffers } from './passRole.ts';
import { runOffers } from './runCode.ts';

/** All that a principal can become by its own power, as it stands, by every technique: never itself. @param only where it leads to one principal */
export function* offersOf(world: World, standing: Standing, only?: AwsPrincipal): Iterable<Offer> {
  for (const offer of allOffers(world, standing, only)) if (offer.target !== standing.principal) yield offer;
}

function* allOffers(world: World, standing: Standing, only?: AwsPrincipal): Iterable<Offer> {
  const named = new Set<AwsPrincipal>();
  for (const offer of namedOffers(world, standing, only)) {
    named.add(offer.target);
    yield offer;
  }
  for (const offer of alikeOffers(world, standing, only)) if (offer.steps[0]?.rule !== identityRules.assumeRole || !named.has(offer.target)) yield offer;
}

/** What principals of one account have in common whose policies say the same: all that does not depend on whom a trust names. */
function* alikeOffers(world: World, standing: Standing, only?: AwsPrincipal): Iterable<Offer> {
  yield* accountOffers(world, standing, only);
  yield* mintOffers(world, standing, only);
  yield* editTrustOffers(world, standing, only);
  yield* federateOffers(world, standing, only);
  yield* passOffers(world, standing, only);
  yield* runOffers(world, standing, only);
  yield* organizationOffers(world, standing, only);
}

const alikePower = new SharedPower<Neighbours>([
  ...[...passRules, ...runRules].flatMap(({ calls }) => calls.flatMap(({ actions }) => [...actions])),
  ...['sts:AssumeRole', 'ec2:RunInstances', 'ec2:EnableSerialConsoleAccess', 'ec2-instance-connect:OpenTunnel'],
  ...['PassRole', 'CreateInstanceProfile', 'AddRoleToInstanceProfile', 'CreateServiceLinkedRole', 'UpdateAssumeRolePolicy', 'CreateSAMLProvider'].map(iam),
  ...['CreateAccessKey', 'DeleteAccessKey', 'CreateLoginProfile', 'DeleteLoginProfile', 'UpdateLoginProfile'].map(iam),
  ...['DeactivateMFADevice', 'UpdateSAMLProvider'].map(iam),
  ...taggingActions,
  ...aliasActions,
  ...['UpdateOpenIDConnectProviderThumbprint', 'AddClientIDToOpenIDConnectProvider'].map(iam),
  ...['sso:CreateAccountAssignment', 'identitystore:CreateGroupMembership'],
]);

function iam(name: string): string {
  return `iam:${name}`;
}

/** Whom a principal can become, by place in the estate: for certain, and only possibly. Itself may be among them. */
export type Neighbours = { certain: readonly Int32Array[]; possible: readonly Int32Array[] };

/** Kept as numbers: of ten thousand principals the offers themselves would fill the memory. */
export const neighboursOf = (world: World, standing: Standing): Neighbours => neighbours(world)(standing);

const neighbours = onceEach(
  (world: World) => world,
  (world) =>
    onceEach(
      (standing: Standing) => standing,
      (standing): Neighbours => {
        const own = placesOf(namedOffers(world, standing));
        const alike = alikePower.of(world, standing, '', () => placesOf(alikeOffers(world, standing)));
        return { certain: [...own.certain, ...alike.certain], possible: [...own.possible, ...alike.possible] };
      },
    ),
);

function placesOf(offers: Iterable<Offer>): Neighbours {
  const certain = new Set<number>();
  const possible = new Set<number>();
  for (const { target, condition } of offers) (condition ? possible : certain).add(target.index);
  const list = (places: Set<number>): Int32Array[] => (places.size === 0 ? [] : [Int32Array.from(places)]);
  return { certain: list(certain), possible: list(possible) };
}
