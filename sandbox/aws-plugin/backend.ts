// Where resources live: Image Builder's in the emulator's Image Builder, all others in its plain record.

import type { Values } from "../../provider/src/protocol/values";

/** It was created, and the answer to a question about it failed. */
export class CreatedOnly extends Error {
  constructor(
    readonly id: string,
    cause: unknown,
  ) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

export interface Stored {
  readonly id: string;
  /** What AWS puts out beyond the inputs. */
  readonly computed: Values;
}

/** What an update changes. The provider asks for nothing that stays as it is. */
export interface Changes {
  readonly configuration: boolean;
  readonly tags: boolean;
}

export interface Backend {
  create(type: string, inputs: Values, all: Values): Promise<Stored>;
  /** The resource's inputs and computed outputs as they are now, or nothing if it is gone. */
  read(type: string, id: string, state: Values): Promise<{ inputs: Values; computed: Values } | undefined>;
  update(
    type: string,
    id: string,
    olds: Values,
    inputs: Values,
    all: Values,
    changes: Changes,
  ): Promise<Values>;
  delete(type: string, id: string, state: Values): Promise<void>;
}
