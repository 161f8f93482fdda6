// A create or an update of something that takes longer than the update should. The engine writes no state for it, and
// goes on with everything that doesn't depend on it; `pulumi up` ends with exit code 10.
// https://github.com/pulumi/pulumi/pull/24694

import * as grpc from "@grpc/grpc-js";
import { statusOf } from "./error-details";

/** An engine before 3.274 takes it for a failure, and shows its message. */
export class AwaitError extends Error {}

/** The SDK has no class for the message, which has no members. */
export const awaitDetails = ({ message }: AwaitError): grpc.Metadata =>
  statusOf(message, "pulumirpc.ErrorResourceAwaitFailed", new Uint8Array());
