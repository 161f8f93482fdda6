// Pieces of TypeScript text.

export function docComment(description: string | undefined, indent = ""): string {
  if (description === undefined) return "";
  const lines = description.trim().replaceAll("*/", "*\\/").split("\n");
  if (lines.length === 1) return `${indent}/** ${lines[0]} */\n`;
  return [`${indent}/**`, ...lines.map((line) => `${indent} * ${line}`), `${indent} */\n`].join("\n");
}

export const memberText = (description: string | undefined, declaration: string): string =>
  `${docComment(description, "  ")}  ${declaration}\n`;

export const interfaceText = (
  description: string | undefined,
  name: string,
  members: readonly string[],
): string => `${docComment(description)}export interface ${name} {\n${members.join("")}}\n`;

export const aliasText = (
  description: string | undefined,
  name: string,
  members: readonly string[],
): string => `${docComment(description)}export type ${name} = {\n${members.join("")}};\n`;
