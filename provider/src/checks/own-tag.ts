// The tag that marks what a component makes, so that a later update finds it again.

/** Its value is the component's ownership and the child's key. */
export const resourceTag = "goldenimage:resource";

export const resourceTagValue = (ownership: string, childKey: string): string => `${ownership}/${childKey}`;

/** The ownership in the value of a tag. */
export const ownershipIn = (tagValue: unknown): string | undefined =>
  typeof tagValue === "string" && tagValue.includes("/") ? tagValue.split("/")[0] : undefined;
