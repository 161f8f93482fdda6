// What AWS decides about a new resource: its ID, and what it puts out beyond the inputs.

import { randomBytes } from "node:crypto";
import type { Values } from "../../../provider/src/protocol/values";
import type { Stored } from "../backend";

export interface Place {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
}

export type Identify = (inputs: Values, place: Place) => Stored;

export type Identifiers = Readonly<Record<string, Identify>>;

export const hex = (digits: number): string => randomBytes(digits).toString("hex").slice(0, digits);

export const uniqueId = (prefix: string): string => `${prefix}${hex(17).toUpperCase()}`;

/** The time as AWS prints it: without fractions of a second. */
export const now = (): string => new Date().toISOString().replace(/\.\d+/, "");

/** A resource that only says something about another has the other's ID. */
export const idOf =
  (property: string, computed: (inputs: Values, place: Place) => Values = () => ({})): Identify =>
  (inputs, place) => ({ id: String(inputs[property]), computed: computed(inputs, place) });

export const arnIn = (
  { partition, region, account }: Place,
  service: string,
  resource: string,
  local = true,
): string => `arn:${partition}:${service}:${local ? region : ""}:${account}:${resource}`;
