// What must be right about a distribution beyond the types of its inputs. Sources: the user guide's pages on
// distribution settings, and the API reference of CreateDistributionConfiguration.

import { keyIsWhole, nameIsUsable, regionIsKnown, shareNamesSomebody } from "../component/rules";
import { known, knownObject, knownString } from "../component/known";
import type { Problem } from "../contract/check";
import type { Values } from "../protocol/values";

export function imageDistributionRules(inputs: Values, resourceName: string): Problem[] {
  const regions = knownObject(inputs.regions);
  return [
    ...nameIsUsable("name", inputs.name, resourceName),
    ...regionIsKnown("region", inputs.region),
    ...(known(inputs.regions) !== undefined && Object.keys(regions).length === 0
      ? [{ path: "regions", message: "needs at least one region" }]
      : []),
    ...settingsRules("", inputs),
    ...Object.entries(regions).flatMap(([region, settings]) => [
      ...regionIsKnown(`regions["${region}"]`, region),
      ...settingsRules(`regions["${region}"].`, knownObject(settings)),
    ]),
  ];
}

function settingsRules(prefix: string, settings: Values): Problem[] {
  return [
    ...shareNamesSomebody(`${prefix}share`, settings.share),
    ...amiNameHasBuildDate(`${prefix}amiName`, settings.amiName),
    ...parameterIsWritable(`${prefix}publish.parameterName`, knownObject(settings.publish).parameterName),
    ...keyIsWhole(`${prefix}kmsKeyArn`, settings.kmsKeyArn),
  ];
}

/** A second build with the same AMI name would fail. */
function amiNameHasBuildDate(path: string, value: unknown): Problem[] {
  const name = knownString(value);
  if (name === undefined || /\{\{\s*imagebuilder:buildDate\s*\}\}/.test(name)) return [];
  return [
    { path, message: "must contain {{ imagebuilder:buildDate }}, or the second build's name is taken" },
  ];
}

function parameterIsWritable(path: string, value: unknown): Problem[] {
  const name = knownString(value);
  if (name === undefined || name.startsWith("/imagebuilder/")) return [];
  return [{ path, message: "must begin with /imagebuilder/, where Image Builder may write" }];
}
