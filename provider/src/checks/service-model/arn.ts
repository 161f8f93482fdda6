// The beginnings of ARNs that the provider takes: `ValidARN` in internal/verify of
// https://github.com/hashicorp/terraform-provider-aws. A region is of the right form there; whether it exists, AWS knows.

/** Of a regular expression, as all of these. */
export const partitionForm = "aws(?:-[a-z]+)*";
export const regionForm = String.raw`[a-z]{2,4}(?:-[a-z]+)+-\d{1,2}`;

/** An ARN of a service in a region, from its account on. */
export const arnInRegion = (service: string, rest: string): RegExp =>
  new RegExp(`^arn:${partitionForm}:${service}:(${regionForm}):${rest}$`);

/** An ARN of a service that has no regions, from its account on. */
export const arnOf = (service: string, rest: string): RegExp =>
  new RegExp(`^arn:${partitionForm}:${service}::${rest}$`);
