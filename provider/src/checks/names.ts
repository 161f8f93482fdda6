/** A name that AWS takes unchanged: its ARNs have it in lower case with hyphens. */
export function toName(resourceName: string): string {
  return resourceName
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+/, "")
    .slice(0, 100)
    .replace(/-+$/, "");
}

export const namePattern = /^[a-z0-9]+(-[a-z0-9]+)*$/;
