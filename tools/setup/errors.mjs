/** A set-up that can't go on, for a reason that the reader can do something about: shown without a stack. */
export class SetupError extends Error {}
