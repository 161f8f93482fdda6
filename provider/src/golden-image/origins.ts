// Where inputs of children come from, so that a mistake is shown where the user made it.

import { entryPath } from "../checks/wording";

/** Parameters are a map for the user, and a list sorted by name for AWS. */
export function parameterOrigins(list: string, map: string, parameters: unknown): [string, string][] {
  return Object.keys(parameters ?? {})
    .sort()
    .flatMap((name, index): [string, string][] => {
      const path = entryPath(map, name, false);
      return [
        [`${list}.parameters[${index}].name`, path],
        [`${list}.parameters[${index}].value`, path],
      ];
    });
}
