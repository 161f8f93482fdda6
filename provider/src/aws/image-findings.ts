// What a scan of an AMI has found: ec2:GetImageFindings, an operation of EC2's that the JavaScript SDK doesn't know yet. Its
// client speaks EC2's protocol by schemas, so it only needs those of this operation. A test fails when it has them itself.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetImageFindings.html

import type { EC2Client } from "@aws-sdk/client-ec2";
import { ec2Sdk } from "./clients";

export interface AmiFinding {
  Title?: string | undefined;
  SeverityLabel?: string | undefined;
  FixAvailable?: boolean | undefined;
  Paths?: string[] | undefined;
}

export async function amiFindings(imageId: string, client: EC2Client): Promise<AmiFinding[]> {
  const found: AmiFinding[] = [];
  let page: Page = {};
  do {
    page = await getPage({ ImageId: imageId, NextToken: page.NextToken }, client);
    found.push(...(page.ImageFindings ?? []));
  } while (page.NextToken !== undefined);
  return found;
}

interface Page {
  ImageFindings?: AmiFinding[] | undefined;
  NextToken?: string | undefined;
}

interface Request {
  ImageId: string;
  NextToken?: string | undefined;
}

async function getPage(request: Request, client: EC2Client): Promise<Page> {
  const { DescribeImagesCommand } = ec2Sdk();
  const command = new DescribeImagesCommand(request);
  command.middlewareStack.add(
    (next, context) => (args) => {
      Object.assign(context.__smithy_context ?? {}, { operationSchema });
      return next(args);
    },
    { name: "getImageFindings", step: "initialize" },
  );
  return client.send(command);
}

// The form in which the SDK generates schemas: a kind, a namespace, a name, traits, and what it is made of.

const namespace = "com.amazonaws.ec2";
const [list, structure, operation] = [1, 3, 9];
const [text, flag] = [0, 2];

const paths = [list, namespace, "ImageFindingPathSet", 0, [text, { xmlName: "item" }]];
const finding = [
  structure,
  namespace,
  "ImageFinding",
  0,
  ["Title", "SeverityLabel", "FixAvailable", "Paths"],
  [
    [text, { xmlName: "title" }],
    [text, { xmlName: "severityLabel" }],
    [flag, { xmlName: "fixAvailable" }],
    [() => paths, { xmlName: "pathSet" }],
  ],
];
const findings = [list, namespace, "ImageFindingEntrySet", 0, [() => finding, { xmlName: "item" }]];
const result = [
  structure,
  namespace,
  "GetImageFindingsResult",
  0,
  ["ImageFindings", "NextToken"],
  [
    [() => findings, { xmlName: "imageFindingSet" }],
    [text, { xmlName: "nextToken" }],
  ],
];
const request = [structure, namespace, "GetImageFindingsRequest", 0, ["ImageId", "NextToken"], [text, text]];
const operationSchema = [operation, namespace, "GetImageFindings", 0, () => request, () => result];
