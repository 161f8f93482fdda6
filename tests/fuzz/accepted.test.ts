import { accepted } from "./properties";
import { fuzz } from "./suite";

fuzz(accepted);
