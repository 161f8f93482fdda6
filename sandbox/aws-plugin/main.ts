// The entry of the stand-in for Pulumi's `aws` plugin, as the engine starts it.

import { serve } from "../../provider/src/protocol/server";
import { awsStandIn } from "./plugin";

// The engine shows what a plugin writes to the standard error, and the SDK there announces the end of its support for
// old releases of Node. That is of no use to whoever tries the sandbox.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

void serve(awsStandIn());
