// `npm run sandbox`: the Image Builder emulator alone, for the AWS CLI, boto3 or any SDK.

import { startImageBuilder } from "./image-builder";

void startImageBuilder().then(({ url }) => {
  console.log(`A stand-in for EC2 Image Builder listens on ${url} until Ctrl-C. For example:`);
  console.log(`  AWS_ACCESS_KEY_ID=sandbox AWS_SECRET_ACCESS_KEY=sandbox AWS_REGION=eu-west-1 \\`);
  console.log(`    aws imagebuilder list-images --owner Amazon --endpoint-url ${url}`);
  console.log(`What builds have brought about: curl ${url}/_sandbox/arrivals`);
});
