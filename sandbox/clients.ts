// What to paste into a shell so that a client talks to the sandbox, as `npm run sandbox` prints it.

import type { Sandbox } from "./sandbox";

export interface Snippet {
  title: string;
  lines: string[];
}

/** The first snippet goes before each of the others. Everything is for a POSIX shell. */
export function snippetsFor({ imageBuilder: { url }, environment, config }: Sandbox): Snippet[] {
  const { PATH: _, ...pulumi } = environment;
  const settings = Object.entries(config).map(([key, value]) => `--plaintext ${quoted(`${key}=${value}`)}`);
  return [
    {
      title: "For every client, in a shell of its own",
      lines: [
        // They would win, or send the request elsewhere.
        "unset AWS_PROFILE AWS_SESSION_TOKEN AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
        `export AWS_ENDPOINT_URL_IMAGEBUILDER=${url} AWS_ENDPOINT_URL_EC2=${url}`,
        "export AWS_ACCESS_KEY_ID=sandbox AWS_SECRET_ACCESS_KEY=sandbox",
        // boto3 and the AWS CLI read the second, the other SDKs the first.
        `export AWS_REGION=${config["aws:region"]} AWS_DEFAULT_REGION=${config["aws:region"]}`,
      ],
    },
    { title: "AWS CLI", lines: ["aws imagebuilder list-images --owner Amazon --output text"] },
    {
      title: "boto3",
      lines: [
        `python3 -c "import boto3; print(boto3.client('imagebuilder').list_images(owner='Amazon')['imageVersionList'])"`,
      ],
    },
    {
      title: "AWS SDK for JavaScript, in a folder that has @aws-sdk/client-imagebuilder",
      lines: [
        `node -e "const { Imagebuilder } = require('@aws-sdk/client-imagebuilder'); new Imagebuilder().listImages({ owner: 'Amazon' }).then(({ imageVersionList }) => console.log(imageVersionList))"`,
      ],
    },
    {
      title: "A Pulumi program in YAML or any language, in its folder",
      lines: [
        ...Object.entries(pulumi).map(([name, value]) => `export ${name}=${quoted(value)}`),
        "pulumi stack init sandbox",
        `pulumi config set-all ${settings.join(" ")}`,
        "pulumi up --yes",
      ],
    },
    {
      title: "What there is, and what builds have brought about",
      lines: [`curl --silent ${url}/_sandbox/state`, `curl --silent ${url}/_sandbox/arrivals`],
    },
  ];
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
