// The entry of the stand-in for Pulumi's `aws` plugin, as the engine starts it.

import { serve } from "../../../provider/src/protocol/server";
import { awsStandIn } from "./plugin";

void serve(awsStandIn());
