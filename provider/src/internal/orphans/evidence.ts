// Whether an update was through, by what it has written down: see engine/confirm.ts.

/** What the resources that are about others have in their outputs. */
export interface Evidence {
  completed?: string;
  completedAt?: string;
  known?: string[];
}

/** What the last update that was through has left. */
export const confirmed = ({ completed, completedAt, known }: Evidence = {}): Evidence => ({
  ...(completed !== undefined && { completed }),
  ...(completedAt !== undefined && { completedAt }),
  ...(known !== undefined && { known }),
});

/** Of a state without a run nothing is known: it is of a release that wrote none. */
export const wasCutOff = ({ run }: { run?: string }, { completed }: Evidence): boolean =>
  run !== undefined && run !== completed;
