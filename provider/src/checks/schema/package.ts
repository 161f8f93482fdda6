// What the plugin says of itself. The schema is the one place where it is written.

import schema from "../../../schema.json";

export const version: string = schema.version;
export const pluginDownloadURL: string = schema.pluginDownloadURL;
export const schemaText = (): string => JSON.stringify(schema);
