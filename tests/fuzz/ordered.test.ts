import { ordered } from "./properties";
import { fuzz } from "./suite";

fuzz([ordered]);
