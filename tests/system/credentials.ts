// Keys, and files of programs with what they log in with.

export const base64 = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEA".repeat(2);
export const word = "PRIVATE";
export const key = `-----BEGIN OPENSSH ${word} KEY-----\n${base64}\n-----END OPENSSH ${word} KEY-----\n`;

/** What is secret in files of homes, and what is none. */
export const files: readonly [path: string, secret: string, plain?: string][] = [
  [".aws/credentials", "[default]\naws_secret_access_key = x", "[default]\nregion = eu-west-1"],
  [".aws/config", "[default]\naws_session_token=x", "[default]\nregion = eu-west-1"],
  [".docker/config.json", '{"auths": {"r": {"auth": "eA=="}}}', '{"credHelpers": {"r": "ecr-login"}}'],
  [
    ".npmrc",
    "//registry.example.com/:_authToken=abc",
    "//registry.example.com/:_authToken=${NPM_TOKEN}\nfund=false",
  ],
  [".netrc", "machine m login me password x", "machine m login me"],
  [".pgpass", "host:5432:db:me:x", "# host:port:db:user:password"],
  [".my.cnf", "[client]\npassword=x", "[client]\nuser=me"],
  [".pypirc", "[pypi]\npassword: x", "[pypi]\nusername: me"],
  [".git-credentials", "https://me:x@example.com"],
  [".kube/config", "users:\n- user:\n    token: abc", "clusters: []\ncurrent-context: x"],
  [".config/gh/hosts.yml", "github.com:\n    oauth_token: x", "github.com:\n    user: me"],
  [".vault-token", "hvs.x"],
  [".azure/msal_token_cache.json", "{}"],
  [".terraform.d/credentials.tfrc.json", '{"credentials": {"h": {"token": "x"}}}', '{"credentials": {}}'],
  [".cargo/credentials.toml", '[registry]\ntoken = "x"'],
  [".m2/settings.xml", "<password>x</password>", "<password>${env.PASSWORD}</password>"],
  [".env", "PORT=80\nDATABASE_PASSWORD=x", "PORT=80\n# PASSWORD=x\nAPI_KEY=$OTHER"],
  [".env.local", "DATABASE_URL=postgres://me:x@db/x", "DATABASE_URL=postgres://db/x"],
];
