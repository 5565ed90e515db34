/** Two-sided interval, in the unit of the figure it belongs to; both ends included. `upper` may be Infinity. */
export interface Bounds {
  readonly lower: number;
  readonly upper: number;
}
