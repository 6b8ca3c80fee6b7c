/** A picture is 4:5. */
export const WIDTH = 800;
export const HEIGHT = 1000;
/** Where the table ends at the wall, and where things stand. */
export const HORIZON = 668;
export const GROUND = 826;
