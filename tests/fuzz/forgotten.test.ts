import { forgotten } from "./properties";
import { fuzz } from "./suite";

fuzz(forgotten);
