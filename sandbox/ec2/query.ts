// EC2's query protocol: requests are forms whose names are paths (`DiskContainer.1.UserBucket.S3Key`), answers are XML.

export type Form = { [name: string]: Form | string };

/** The members of a form as a tree. A list is an object with the keys "1", "2" and so on. */
export function readForm(body: string): Form {
  const form: Form = {};
  for (const [path, value] of new URLSearchParams(body)) {
    const names = path.split(".");
    const last = names.pop() ?? "";
    let place = form;
    for (const name of names) {
      const inner = place[name];
      place = typeof inner === "object" ? inner : (place[name] = {});
    }
    place[last] = value;
  }
  return form;
}

export const textOf = (form: Form, name: string): string | undefined => {
  const value = form[name];
  return typeof value === "string" ? value : undefined;
};

export const formOf = (form: Form, name: string): Form => {
  const value = form[name];
  return typeof value === "object" ? value : {};
};

export const listOf = (form: Form, name: string): Form[] =>
  Object.values(formOf(form, name)).flatMap((item) => (typeof item === "object" ? [item] : []));

export const textsOf = (form: Form, name: string): string[] =>
  Object.values(formOf(form, name)).flatMap((item) => (typeof item === "string" ? [item] : []));

/** Lists are written as `item` elements; what is undefined is left out. */
export function toXml(value: unknown): string {
  if (Array.isArray(value)) return value.map((item) => `<item>${toXml(item)}</item>`).join("");
  if (typeof value === "object" && value !== null) {
    return Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .map(([name, inner]) => `<${name}>${toXml(inner)}</${name}>`)
      .join("");
  }
  return String(value).replace(/[<>&"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

export const tagSet = (tags: Readonly<Record<string, string>>) =>
  Object.entries(tags).map(([key, value]) => ({ key, value }));

export const readTags = (forms: readonly Form[]): Record<string, string> =>
  Object.fromEntries(forms.map((tag) => [textOf(tag, "Key") ?? "", textOf(tag, "Value") ?? ""]));
