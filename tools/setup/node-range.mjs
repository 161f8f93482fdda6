// Whether a version of Node is in the range of `engines`. Set-up asks before any package is installed.

/** Ranges such as "^22.18 || >=26": carets and lower bounds. */
export function isSupported(version, range) {
  const [major, minor] = numbers(version);
  return range.split("||").some((part) => {
    const [, operator, bound] = /^\s*(\^|>=)([\d.]+)\s*$/.exec(part) ?? [];
    if (!operator) throw new Error(`engines: ${part.trim()} is neither ^ nor >= with a version`);
    const [lowest, lowestMinor = 0] = numbers(bound);
    if (major === lowest) return minor >= lowestMinor;
    return operator === ">=" && major > lowest;
  });
}

const numbers = (version) => version.split(".").map(Number);
