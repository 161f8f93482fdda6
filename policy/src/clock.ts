/** The time. The specs set it. */
export const clock = { now: (): number => Date.now() };
