import { administratorReach } from './catalogue/administratorReach.ts';
import { administratorWithoutMfa } from './catalogue/administratorWithoutMfa.ts';
import { agentExecutes } from './catalogue/agentExecutes.ts';
import { agentOverBudget } from './catalogue/agentOverBudget.ts';
import { agentStaticKey } from './catalogue/agentStaticKey.ts';
import { bearerWithoutCondition } from './catalogue/bearerWithoutCondition.ts';
import { cloudKeyInPipeline } from './catalogue/cloudKeyInPipeline.ts';
import { devReachesProd } from './catalogue/devReachesProd.ts';
import { dormant } from './catalogue/dormant.ts';
import { escalates } from './catalogue/escalates.ts';
import { exposedJewel } from './catalogue/exposedJewel.ts';
import { incident } from './catalogue/incident.ts';
import { largeShare } from './catalogue/largeShare.ts';
import { leaked } from './catalogue/leaked.ts';
import { localAccount } from './catalogue/localAccount.ts';
import { longLived } from './catalogue/longLived.ts';
import { longToken } from './catalogue/longToken.ts';
import { manyReaders } from './catalogue/manyReaders.ts';
import { neverRotated } from './catalogue/neverRotated.ts';
import { neverUsed } from './catalogue/neverUsed.ts';
import { newNetwork } from './catalogue/newNetwork.ts';
import { noIdentity } from './catalogue/noIdentity.ts';
import { noOwner } from './catalogue/noOwner.ts';
import { noRevocation } from './catalogue/noRevocation.ts';
import { offboarded } from './catalogue/offboarded.ts';
import { openByNetwork } from './catalogue/openByNetwork.ts';
import { openToAnonymous } from './catalogue/openToAnonymous.ts';
import { ownerGone } from './catalogue/ownerGone.ts';
import { ownGrants } from './catalogue/ownGrants.ts';
import { plaintext } from './catalogue/plaintext.ts';
import { renewsItself } from './catalogue/renewsItself.ts';
import { rotationOverdue } from './catalogue/rotationOverdue.ts';
import { seenInside } from './catalogue/seenInside.ts';
import { severalIdentities } from './catalogue/severalIdentities.ts';
import { severalStores } from './catalogue/severalStores.ts';
import { staleData } from './catalogue/staleData.ts';
import { staticBesideAttested } from './catalogue/staticBesideAttested.ts';
import { systemOverBudget } from './catalogue/systemOverBudget.ts';
import { thirdParty } from './catalogue/thirdParty.ts';
import { unapprovedAgent } from './catalogue/unapprovedAgent.ts';
import { unapprovedSystem } from './catalogue/unapprovedSystem.ts';
import { undescribed } from './catalogue/undescribed.ts';
import { unknown } from './catalogue/unknown.ts';
import { unlistedStore } from './catalogue/unlistedStore.ts';
import { unlogged } from './catalogue/unlogged.ts';
import { unownedAccount } from './catalogue/unownedAccount.ts';
import { untrustedAgent } from './catalogue/untrustedAgent.ts';
import { unusedRights } from './catalogue/unusedRights.ts';
import { usedByHand } from './catalogue/usedByHand.ts';
import { usedBySeveral } from './catalogue/usedBySeveral.ts';
import { vagueLog } from './catalogue/vagueLog.ts';
import { vaultedNeverRotated } from './catalogue/vaultedNeverRotated.ts';
import { weakClaims } from './catalogue/weakClaims.ts';
import { weakTrust } from './catalogue/weakTrust.ts';
import { withoutMfa } from './catalogue/withoutMfa.ts';
import type { Rule } from './rule.ts';

/** Every rule. Append only: a stored finding is the place of its rule in this list (at most 63, the bits of a whole number that is not negative). */
export const rules: readonly Rule[] = [
  incident,
  leaked,
  seenInside,
  plaintext,
  manyReaders,
  neverRotated,
  vaultedNeverRotated,
  rotationOverdue,
  longLived,
  longToken,
  weakClaims,
  renewsItself,
  dormant,
  neverUsed,
  noOwner,
  ownerGone,
  unownedAccount,
  usedBySeveral,
  severalStores,
  severalIdentities,
  devReachesProd,
  unusedRights,
  administratorReach,
  largeShare,
  agentStaticKey,
  staticBesideAttested,
  bearerWithoutCondition,
  thirdParty,
  noRevocation,
  offboarded,
  noIdentity,
  unknown,
  undescribed,
  usedByHand,
  newNetwork,
  cloudKeyInPipeline,
  openByNetwork,
  openToAnonymous,
  exposedJewel,
  unlistedStore,
  weakTrust,
  escalates,
  administratorWithoutMfa,
  withoutMfa,
  ownGrants,
  localAccount,
  untrustedAgent,
  agentExecutes,
  unlogged,
  staleData,
  vagueLog,
  unapprovedAgent,
  unapprovedSystem,
  agentOverBudget,
  systemOverBudget,
];
