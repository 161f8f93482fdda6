import { refused } from "./properties";
import { fuzz } from "./suite";

fuzz(refused);
