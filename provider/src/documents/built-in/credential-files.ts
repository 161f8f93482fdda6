// Files in which programs keep credentials, and what of them is one: a region or the name of a helper alone is none.

/** A file of a home. `secret` is an extended regular expression of a line that is secret; without it, any content is. */
interface CredentialFile {
  /** The path within a home, a pattern of the shell. */
  name: string;
  secret?: string;
}

const assigned = (names: string, separators: string): string =>
  `^[[:space:]]*"?(${names})"?[[:space:]]*[${separators}][[:space:]]*[^[:space:]]`;
const inJson = (names: string): string => `"(${names})"[[:space:]]*:[[:space:]]*"[^"]`;
const login = "://[^/[:space:]]+@";

/** A variable of the environment is no secret. */
export const secretOfNpm = "_(auth|authToken|password)[[:space:]]*=[[:space:]]*[^$[:space:]]";

/** Sources: the documentation of each program on where it keeps what it logs in with. */
export const credentialFiles: readonly CredentialFile[] = [
  { name: ".aws/credentials", secret: assigned("aws_secret_access_key|aws_session_token", "=") },
  { name: ".aws/config", secret: assigned("aws_secret_access_key|aws_session_token", "=") },
  { name: ".aws/cli/cache/*" },
  { name: ".aws/sso/cache/*" },
  { name: ".azure/accessTokens.json" },
  { name: ".azure/msal_token_cache.*" },
  { name: ".azure/service_principal_entries.*" },
  { name: ".cargo/credentials*", secret: assigned("token", "=") },
  { name: ".config/containers/auth.json", secret: inJson("auth|identitytoken|registrytoken") },
  { name: ".config/gcloud/access_tokens.db" },
  { name: ".config/gcloud/application_default_credentials.json" },
  { name: ".config/gcloud/credentials.db" },
  { name: ".config/gcloud/legacy_credentials/*/*" },
  { name: ".config/gh/hosts.yml", secret: assigned("oauth_token", ":") },
  { name: ".config/git/credentials", secret: login },
  { name: ".docker/config.json", secret: inJson("auth|identitytoken|registrytoken") },
  { name: ".git-credentials", secret: login },
  { name: ".kube/config", secret: assigned("client-key-data|token|password|(id|refresh)-token", ":") },
  { name: ".m2/settings*.xml", secret: "<(password|privateKey|passphrase)>[^$<]" },
  { name: ".my.cnf", secret: assigned("password", "=") },
  { name: ".netrc", secret: "(^|[[:space:]])password[[:space:]]" },
  { name: ".npmrc", secret: secretOfNpm },
  { name: ".pgpass", secret: "^[^#]*:.*:.*:.*:." },
  { name: ".pulumi/credentials.json", secret: inJson("accessToken") },
  { name: ".pypirc", secret: assigned("password", ":=") },
  { name: ".terraform.d/credentials.tfrc.json", secret: inJson("token") },
  { name: ".terraformrc", secret: assigned("token", "=") },
  { name: ".vault-token" },
];
/** Keys that log in elsewhere; their public halves are no secret. */
export const privateKey = "-----BEGIN [A-Z ]*PRIVATE KEY-----";
export const keyFiles: readonly string[] = [".ssh/id_*", ".ssh/*.pem", ".ssh/*.key"];

/** What stands for a secret in files of any name. */
export const anyContent = ".";
