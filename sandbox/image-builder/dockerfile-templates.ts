// A template is filled with the parent image, and with the lines that apply the components.

import { invalidValue } from "./errors";

const placeholders: Readonly<Record<string, RegExp>> = {
  "FROM {{{ imagebuilder:parentImage }}}": /^FROM\s+\{\{\{\s*imagebuilder:parentImage\s*\}\}\}/im,
  "{{{ imagebuilder:environments }}}": /\{\{\{\s*imagebuilder:environments\s*\}\}\}/,
  "{{{ imagebuilder:components }}}": /\{\{\{\s*imagebuilder:components\s*\}\}\}/,
};

export function checkDockerfileTemplate(template: string): void {
  const missing = Object.keys(placeholders).filter((text) => placeholders[text]?.test(template) !== true);
  if (missing.length > 0) {
    throw invalidValue(
      "dockerfileTemplateData",
      `The Dockerfile template must contain ${missing.join(" and ")}.`,
    );
  }
}
