// Where resources live: Image Builder's in the emulator's Image Builder, all others in its plain record.

import type { Values } from "../../provider/src/protocol/values";

export interface Stored {
  readonly id: string;
  /** What AWS puts out beyond the inputs. */
  readonly computed: Values;
}

export interface Backend {
  create(type: string, inputs: Values, all: Values): Promise<Stored>;
  /** The resource's inputs and computed outputs as they are now, or nothing if it is gone. */
  read(type: string, id: string, state: Values): Promise<{ inputs: Values; computed: Values } | undefined>;
  update(type: string, id: string, olds: Values, inputs: Values, all: Values): Promise<Values>;
  delete(type: string, id: string, state: Values): Promise<void>;
}
