// A shape of AWS's published model.

export interface Member {
  readonly shape: string;
  /** Where the member travels when it is not in the body. */
  readonly location?: "uri" | "querystring";
  readonly locationName?: string;
  readonly idempotencyToken?: boolean;
}

export type ShapeType =
  "structure" | "list" | "map" | "string" | "integer" | "long" | "double" | "boolean" | "timestamp";

export interface Shape {
  readonly type: ShapeType;
  readonly members?: Readonly<Record<string, Member>>;
  readonly required?: readonly string[];
  /** The shape of a list's members, or of a map's keys and values. */
  readonly member?: string;
  readonly key?: string;
  readonly value?: string;
  readonly pattern?: string;
  readonly min?: number;
  readonly max?: number;
  readonly enum?: readonly string[];
  readonly exception?: boolean;
  readonly httpStatusCode?: number;
}
