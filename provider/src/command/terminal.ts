// What a command reads and writes.

export interface Terminal {
  /** The text of standard input. */
  readonly input: () => string;
  readonly out: (line: string) => void;
  readonly error: (line: string) => void;
}
