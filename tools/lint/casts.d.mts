// What TypeScript sees of casts.mjs.

export interface Cast {
  file: string;
  line: number;
  type: string;
  explained: boolean;
}

export function castsIn(file: string, text: string): Cast[];
export function countsOf(casts: Cast[]): Record<"casts" | "without a reason" | "as never", number>;
