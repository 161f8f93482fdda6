// Cases of a check: what is done to a stock system, and what the check then says.

import { expect } from "chai";
import { type Options, runOnDebian } from "./debian";

/** `true`: all is well. A text: the check fails, and that is in what it puts out. */
export type Case = readonly [what: string, prepare: string, says: true | string, options?: Options];

export function testCases(
  script: (check: string) => string,
  cases: Readonly<Record<string, readonly Case[]>>,
): void {
  for (const [name, list] of Object.entries(cases)) {
    for (const [what, prepare, says, options] of list) {
      it(`${name}: ${what}`, () => {
        const [prepared, check] = runOnDebian([`set -e\n${prepare}`, script(name)], options);
        expect(prepared?.code, prepared?.output).to.equal(0);
        if (says === true) {
          expect(check?.code, check?.output).to.equal(0);
        } else {
          // Programs may complain before.
          expect(check?.output.trim().split("\n").at(-1)).to.include(says);
          expect(check?.code, check?.output).to.equal(1);
        }
      });
    }
  }
}

/** A program in front of all others of its name. */
export const program = (name: string, body: string): string =>
  `cat > /usr/local/bin/${name} << 'END'\n#!/bin/bash\n${body}\nEND\nchmod 755 /usr/local/bin/${name}\n`;

export const file = (path: string, content = "x\n"): string =>
  `mkdir -p "$(dirname '${path}')"\nprintf %s '${content.replaceAll("'", `'\\''`)}' > '${path}'\n`;
