import type { Plan } from "../../../../provider/src/plan/plan";

export const plan: Plan<{ arn: string; url?: string }> = { children: [], outputs: { arn: "arn:aws:" } };
