import type { Palette } from '../goods/kinds';
import type { Brush } from './brush';

/** Draws one kind of thing in a palette; it stands in the middle of the table (scene.ts). */
export type Subject = (brush: Brush, palette: Palette) => string;
