// All policies of the pack. sets/*.json choose among them.

import type { Policies } from "@pulumi/policy";
import { containersUseGoldenImage } from "./consumers/containers-use-golden-image";
import { groupsUseApprovedTemplate } from "./consumers/groups-use-approved-template";
import { machineImagesRecent } from "./consumers/machine-images-recent";
import { machinesUseGoldenImage } from "./consumers/machines-use-golden-image";
import { managedNodesUseGoldenImage } from "./consumers/managed-nodes-use-golden-image";
import { approvedAccounts } from "./images/approved-accounts";
import { approvedRegions } from "./images/approved-regions";
import { approvedSources } from "./images/approved-sources";
import { copiesEncryptedWithCustomerKey } from "./images/copies-encrypted-with-customer-key";
import { encryptedWithCustomerKey } from "./images/encrypted-with-customer-key";
import { hardened } from "./images/hardened";
import { imdsV2 } from "./images/imds-v2";
import { lifecycleSet } from "./images/lifecycle-set";
import { neverPublic } from "./images/never-public";
import { noInlineSecrets } from "./images/no-inline-secrets";
import { noKeyPair } from "./images/no-key-pair";
import { patched } from "./images/patched";
import { pinnedComponents } from "./images/pinned-components";
import { privateBuildNetwork } from "./images/private-build-network";
import { rebuiltRegularly } from "./images/rebuilt-regularly";
import { requiredTags } from "./images/required-tags";
import { scanned } from "./images/scanned";
import { testsOn } from "./images/tests-on";
import { usesDistribution } from "./images/uses-distribution";
import { insideGoldenImage } from "./resources/inside-golden-image";

export const policies: Policies = [
  // images
  approvedAccounts,
  approvedRegions,
  approvedSources,
  copiesEncryptedWithCustomerKey,
  encryptedWithCustomerKey,
  hardened,
  imdsV2,
  lifecycleSet,
  neverPublic,
  noInlineSecrets,
  noKeyPair,
  patched,
  pinnedComponents,
  privateBuildNetwork,
  rebuiltRegularly,
  requiredTags,
  scanned,
  testsOn,
  usesDistribution,
  // consumers
  containersUseGoldenImage,
  groupsUseApprovedTemplate,
  machineImagesRecent,
  machinesUseGoldenImage,
  managedNodesUseGoldenImage,
  // resources
  insideGoldenImage,
];
