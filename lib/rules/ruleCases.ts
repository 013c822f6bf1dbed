import type { RuleCases } from './caseFacts.ts';
import { administratorReachCases } from './catalogue/administratorReach.cases.ts';
import { administratorWithoutMfaCases } from './catalogue/administratorWithoutMfa.cases.ts';
import { agentExecutesCases } from './catalogue/agentExecutes.cases.ts';
import { agentOverBudgetCases } from './catalogue/agentOverBudget.cases.ts';
import { agentStaticKeyCases } from './catalogue/agentStaticKey.cases.ts';
import { bearerWithoutConditionCases } from './catalogue/bearerWithoutCondition.cases.ts';
import { cloudKeyInPipelineCases } from './catalogue/cloudKeyInPipeline.cases.ts';
import { devReachesProdCases } from './catalogue/devReachesProd.cases.ts';
import { dormantCases } from './catalogue/dormant.cases.ts';
import { escalatesCases } from './catalogue/escalates.cases.ts';
import { exposedJewelCases } from './catalogue/exposedJewel.cases.ts';
import { incidentCases } from './catalogue/incident.cases.ts';
import { largeShareCases } from './catalogue/largeShare.cases.ts';
import { leakedCases } from './catalogue/leaked.cases.ts';
import { localAccountCases } from './catalogue/localAccount.cases.ts';
import { longLivedCases } from './catalogue/longLived.cases.ts';
import { longTokenCases } from './catalogue/longToken.cases.ts';
import { manyReadersCases } from './catalogue/manyReaders.cases.ts';
import { neverRotatedCases } from './catalogue/neverRotated.cases.ts';
import { neverUsedCases } from './catalogue/neverUsed.cases.ts';
import { newNetworkCases } from './catalogue/newNetwork.cases.ts';
import { noIdentityCases } from './catalogue/noIdentity.cases.ts';
import { noOwnerCases } from './catalogue/noOwner.cases.ts';
import { noRevocationCases } from './catalogue/noRevocation.cases.ts';
import { offboardedCases } from './catalogue/offboarded.cases.ts';
import { openByNetworkCases } from './catalogue/openByNetwork.cases.ts';
import { openToAnonymousCases } from './catalogue/openToAnonymous.cases.ts';
import { ownerGoneCases } from './catalogue/ownerGone.cases.ts';
import { ownGrantsCases } from './catalogue/ownGrants.cases.ts';
import { plaintextCases } from './catalogue/plaintext.cases.ts';
import { renewsItselfCases } from './catalogue/renewsItself.cases.ts';
import { rotationOverdueCases } from './catalogue/rotationOverdue.cases.ts';
import { seenInsideCases } from './catalogue/seenInside.cases.ts';
import { severalIdentitiesCases } from './catalogue/severalIdentities.cases.ts';
import { severalStoresCases } from './catalogue/severalStores.cases.ts';
import { staleDataCases } from './catalogue/staleData.cases.ts';
import { staticBesideAttestedCases } from './catalogue/staticBesideAttested.cases.ts';
import { systemOverBudgetCases } from './catalogue/systemOverBudget.cases.ts';
import { thirdPartyCases } from './catalogue/thirdParty.cases.ts';
import { unapprovedAgentCases } from './catalogue/unapprovedAgent.cases.ts';
import { unapprovedSystemCases } from './catalogue/unapprovedSystem.cases.ts';
import { undescribedCases } from './catalogue/undescribed.cases.ts';
import { unknownCases } from './catalogue/unknown.cases.ts';
import { unlistedStoreCases } from './catalogue/unlistedStore.cases.ts';
import { unloggedCases } from './catalogue/unlogged.cases.ts';
import { unownedAccountCases } from './catalogue/unownedAccount.cases.ts';
import { untrustedAgentCases } from './catalogue/untrustedAgent.cases.ts';
import { unusedRightsCases } from './catalogue/unusedRights.cases.ts';
import { usedByHandCases } from './catalogue/usedByHand.cases.ts';
import { usedBySeveralCases } from './catalogue/usedBySeveral.cases.ts';
import { vagueLogCases } from './catalogue/vagueLog.cases.ts';
import { vaultedNeverRotatedCases } from './catalogue/vaultedNeverRotated.cases.ts';
import { weakClaimsCases } from './catalogue/weakClaims.cases.ts';
import { weakTrustCases } from './catalogue/weakTrust.cases.ts';
import { withoutMfaCases } from './catalogue/withoutMfa.cases.ts';

/** The cases of every rule, by its id. */
export const ruleCases: Record<string, RuleCases> = {
  incident: incidentCases,
  leaked: leakedCases,
  'seen-inside': seenInsideCases,
  plaintext: plaintextCases,
  'many-readers': manyReadersCases,
  'never-rotated': neverRotatedCases,
  'vaulted-never-rotated': vaultedNeverRotatedCases,
  'rotation-overdue': rotationOverdueCases,
  'long-lived': longLivedCases,
  'long-token': longTokenCases,
  'weak-claims': weakClaimsCases,
  'renews-itself': renewsItselfCases,
  dormant: dormantCases,
  'never-used': neverUsedCases,
  'no-owner': noOwnerCases,
  'owner-gone': ownerGoneCases,
  'unowned-account': unownedAccountCases,
  'used-by-several': usedBySeveralCases,
  'several-stores': severalStoresCases,
  'several-identities': severalIdentitiesCases,
  'dev-reaches-prod': devReachesProdCases,
  'unused-rights': unusedRightsCases,
  'administrator-reach': administratorReachCases,
  'large-share': largeShareCases,
  'agent-static-key': agentStaticKeyCases,
  'static-beside-attested': staticBesideAttestedCases,
  'bearer-without-condition': bearerWithoutConditionCases,
  'third-party': thirdPartyCases,
  'no-revocation': noRevocationCases,
  offboarded: offboardedCases,
  'no-identity': noIdentityCases,
  unknown: unknownCases,
  undescribed: undescribedCases,
  'used-by-hand': usedByHandCases,
  'new-network': newNetworkCases,
  'cloud-key-in-pipeline': cloudKeyInPipelineCases,
  'open-by-network': openByNetworkCases,
  'open-to-anonymous': openToAnonymousCases,
  'exposed-jewel': exposedJewelCases,
  'unlisted-store': unlistedStoreCases,
  'weak-trust': weakTrustCases,
  escalates: escalatesCases,
  'administrator-without-mfa': administratorWithoutMfaCases,
  'without-mfa': withoutMfaCases,
  'own-grants': ownGrantsCases,
  'local-account': localAccountCases,
  'untrusted-agent': untrustedAgentCases,
  'agent-executes': agentExecutesCases,
  unlogged: unloggedCases,
  'stale-data': staleDataCases,
  'vague-log': vagueLogCases,
  'unapproved-agent': unapprovedAgentCases,
  'unapproved-system': unapprovedSystemCases,
  'agent-over-budget': agentOverBudgetCases,
  'system-over-budget': systemOverBudgetCases,
};
