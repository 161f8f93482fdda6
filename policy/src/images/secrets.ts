// What secrets look like. A pattern is here when it can hardly be anything else: a policy that cries wolf is turned off.

export const secretPatterns: Record<string, RegExp> = {
  "an AWS access key ID": /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/,
  "an AWS secret access key":
    /aws_?secret_?access_?key["']?\s*[=:]\s*["']?[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+])/i,
  "a private key": /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----/,
  "a GitHub token": /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{60,})\b/,
  "a GitLab token": /\bglpat-[A-Za-z0-9_-]{20,}/,
  "a Slack token": /\bxox[abeoprs]-[A-Za-z0-9-]{10,}/,
  "a Pulumi token": /\bpul-[0-9a-f]{40}\b/,
  "an npm token": /\bnpm_[A-Za-z0-9]{36}\b/,
  "a JSON web token": /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/,
  "a password in a URL": /\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@$]+:[^\s:/@${}]{3,}@/i,
};

/** Where secrets are in a text: what they look like and in which line. Never the secret. */
export function findSecrets(content: string, patterns: Record<string, RegExp>): string[] {
  return content.split(/\r?\n/).flatMap((line, index) =>
    Object.entries(patterns)
      .filter(([, pattern]) => pattern.test(line))
      .map(([kind]) => `${kind} in line ${index + 1}`),
  );
}
