// How long documents may be, in bytes of UTF-8: the provider counts these before AWS counts characters.
// https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_CreateComponent.html, `data` and `uri`.

import type { DocumentKind } from "./check";

/** Where a document is sent inline. */
export const inlineLimit = 16_000;

/** Where it is read from S3. */
export const objectLimit = 64 * 1024;

/** A workflow can't go through S3. */
export const documentLimit = (kind: DocumentKind): number =>
  kind === "component" ? objectLimit : inlineLimit;
