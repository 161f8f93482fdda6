// What the plugin's executable does when a person calls it: `pulumi plugin run --kind resource goldenimage -- check FILE`,
// or the executable itself with the same words. The engine calls it with an address.

import type { Terminal } from "./terminal";

type Command = (args: readonly string[], terminal: Terminal) => number;

// Loaded when it is called: the engine starts the plugin without.
const load = (): typeof import("./check") => require("./check");

const commands: Readonly<Record<string, Command>> = {
  check: (args, terminal) => load().check(args, terminal),
  help: (_, { out }) => {
    out(load().checkUsage);
    return 0;
  },
};

/** The command that the first word names; undefined where it names none, as when the engine starts the plugin. */
export function commandOf(args: readonly string[]): ((terminal: Terminal) => number) | undefined {
  const [name = "", ...rest] = args;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  return command && ((terminal) => command(rest, terminal));
}
