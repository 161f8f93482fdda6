/**
 * Where a resource, and all that it makes, is. It is decided once, before any rule runs, and handed to all rules: a rule
 * that read the input `region` would say nothing where the region comes from the provider.
 */
export interface Location {
  /** The region: plain text, marked where it is secret or not known yet, and undefined where nothing tells it. */
  region: unknown;
  /** The region of the provider, where it is known. */
  providerRegion?: string;
}
