/** How the graphics card is chosen. */
export interface CardOptions {
  /** Dawn's own settings, such as `backend=null`, which computes nothing. */
  readonly toggles?: readonly string[];
}
