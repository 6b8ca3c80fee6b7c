import type { Palette } from '../goods/kinds';
import type { Brush } from './brush';
import { brightness, type Colour } from './colour';

/** Walls of the market, and tables that suit them. */
export interface Room {
  wall: Colour;
  table: Colour;
}

const ROOMS: readonly Room[] = [
  { wall: '#EBD9BC', table: '#C9A77C' },
  { wall: '#E0B48C', table: '#EADCC6' },
  { wall: '#D08A5E', table: '#E9D6BC' },
  { wall: '#BDBB8E', table: '#E3D6BE' },
  { wall: '#84A096', table: '#D9C8AB' },
  { wall: '#4F7075', table: '#B38A62' },
  { wall: '#B4532F', table: '#D9B58F' },
  { wall: '#4E3F66', table: '#A57C5C' },
  { wall: '#2F4A44', table: '#94714F' },
  { wall: '#E6C78D', table: '#F0E6D4' },
  { wall: '#D9B9AE', table: '#8C6446' },
  { wall: '#43302A', table: '#7C573B' },
];

/** The room in which a thing stands out best, with some chance so that neighbours on a page differ. */
export function roomFor(brush: Brush, [main]: Palette): Room {
  const worth = (room: Room) => {
    const contrast = Math.abs(brightness(room.wall) - brightness(main));
    return -Math.abs(contrast - 0.34) - hueClash(room.wall, main) * 0.35 + brush.random.next() * 0.3;
  };
  const rated = ROOMS.map((room) => ({ room, worth: worth(room) })).sort((a, b) => b.worth - a.worth);
  return rated[0]?.room ?? { wall: '#EBD9BC', table: '#C9A77C' };
}

/** Close to 1 when two colours are nearly the same. */
function hueClash(a: Colour, b: Colour): number {
  const parts = (colour: Colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  const [x, y] = [parts(a), parts(b)];
  const distance = Math.hypot(...x.map((value, index) => value - (y[index] ?? 0)));
  return Math.max(0, 1 - distance / 160);
}
