// Mistakes of several components are told together. The engine ends with the first component that is refused, and drops
// what others say after that.

import { setTimeout as delay } from "node:timers/promises";

let checking = 0;
let allChecked: (() => void)[] = [];

/** An answer of AWS that doesn't come holds up nobody for longer. */
const patienceMilliseconds = 5_000;

/** Runs the checks of a component. They fail when those of all components that are checked meanwhile are done. */
export async function checkedTogether<T>(check: () => Promise<T>): Promise<T> {
  checking += 1;
  try {
    const result = await check();
    done();
    return result;
  } catch (error) {
    const others = new Promise<void>((resolve) => allChecked.push(resolve));
    done();
    await Promise.race([others, delay(patienceMilliseconds, undefined, { ref: false })]);
    throw error;
  }
}

function done(): void {
  checking -= 1;
  if (checking > 0) return;
  for (const resolve of allChecked) resolve();
  allChecked = [];
}
