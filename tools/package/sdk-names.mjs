// What the packages of the SDKs are called in dist/.

import { version } from "./targets.mjs";

export const sdkPackages = {
  nodejs: [`goldenimage-pulumi-${version}.tgz`],
  python: [`pulumi_goldenimage-${version}-py3-none-any.whl`, `pulumi_goldenimage-${version}.tar.gz`],
  go: [`goldenimage-sdk-go-v${version}.zip`],
  java: [`pulumi-${version}.jar`, `pulumi-${version}.pom`],
};
