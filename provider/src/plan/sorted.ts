// Lists whose order means nothing are handed on sorted, so that writing them down in another order changes nothing.

import * as pulumi from "@pulumi/pulumi";

type Texts = pulumi.Input<pulumi.Input<string>[]>;

/** Sorted texts. What is known at once stays plain. */
export function sortedTexts(list: Texts | undefined): Texts | undefined {
  if (list === undefined) return undefined;
  return isPlain(list) ? [...list].sort() : pulumi.output(list).apply((texts) => [...texts].sort());
}

const isPlain = (list: Texts): list is string[] =>
  Array.isArray(list) && list.every((item) => typeof item === "string");

/** Objects, sorted by the texts that tell them apart: as many as before, also where the order is known only later. */
export function sortedBy<T extends object>(list: T[], ...keys: (keyof T)[]): (T | pulumi.Output<T>)[] {
  const ordered = (items: T[]): T[] =>
    [...items].sort((a, b) => {
      const [one, other] = [a, b].map((item) => keys.map((key) => String(item[key] ?? "")).join(" "));
      return one === other ? 0 : String(one) < String(other) ? -1 : 1;
    });
  const plain = list.every((item) => keys.every((key) => ["string", "undefined"].includes(typeof item[key])));
  if (plain) return ordered(list);
  // Cast: in an Output, the items are the same but for what was wrapped in them.
  const later = pulumi.output(list).apply((items) => ordered(items as T[])) as pulumi.Output<T[]>;
  return list.map((item, index) => later.apply((items): T => items[index] ?? item));
}
