// What bash goes on after, though a command failed: `set -e` and `pipefail` look at the command around it.
// https://www.gnu.org/software/bash/manual/bash.html#The-Set-Builtin

const declaration =
  /(^|[\n;&|({]|\b(?:then|do|else)\s)\s*(export|local|declare|typeset|readonly)\s+(?:-\w+\s+)*\w+="?(\$\(|`)/;
const substitution = /(^|[\s;&|(<])<\(/;

/** Ends of sentences about a line. */
export function hiddenFailures(line: string): string[] {
  const text = line.replaceAll(/'[^']*'/g, "''").replaceAll(/(^|\s)#.*$/gm, "$1");
  const declares = declaration.exec(text)?.[2];
  return [
    ...(declares === undefined
      ? []
      : [`goes on when the command in \`${declares}\` fails: set the variable first, then ${declares} it`]),
    ...(substitution.test(text)
      ? ["goes on when the command in `<( )` fails: write its output to a file first, then read that"]
      : []),
  ];
}
