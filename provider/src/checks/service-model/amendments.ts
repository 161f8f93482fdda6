// Where AWS's published model of Image Builder is older than the service that does the work. The provider's bound is the
// outer one: what it refuses never reaches AWS.

import type { Shape } from "./shape";

interface Amendment {
  readonly shape: Partial<Shape>;
  /** What the published model says. A value beyond that is warned about. */
  readonly published: number;
  readonly source: string;
}

export const amendments: Readonly<Record<string, Amendment>> = {
  // EBS: gp3 up to 80,000 IOPS, io1 up to 64,000, io2 up to 256,000. The provider: up to 100,000 in image recipes.
  EbsIopsInteger: {
    shape: { max: 100_000 },
    published: 64_000,
    source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_EbsBlockDevice.html",
  },
  // EBS, and the provider: gp3 up to 2,000 MiB/s.
  EbsVolumeThroughput: {
    shape: { max: 2000 },
    published: 1000,
    source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_EbsBlockDevice.html",
  },
};
