import type { Board } from '../../knowledge/board.ts';
import { loadKnowledge } from '../../knowledge/load.ts';
import type { Reading } from './read.ts';

/** The board whose header defines most of the names this paste leaves undefined; none where two fit alike and put them on different pins. */
export function findBoard(reading: Reading): Board | null {
  const undefinedNames = [...reading.symbols.pins.keys(), ...reading.symbols.ports.keys()];
  const placeOf = (board: Board, name: string) => board.pins[name] ?? board.ports[name];
  const fits = loadKnowledge('boards').flatMap((board) => {
    if (!board.chips.includes(reading.family.chip.id)) return [];
    if (board.match !== undefined && !new RegExp(board.match).test(reading.paste)) return [];
    if (board.tellTale.length > 0 && !board.tellTale.some((name) => undefinedNames.includes(name))) return [];
    const names = undefinedNames.filter((name) => placeOf(board, name));
    // A board that the text names is meant before one that only has such names, too.
    return names.length > 0 ? [{ board, names, weight: names.length + (board.match === undefined ? 0 : 0.5) }] : [];
  });
  const most = Math.max(...fits.map((fit) => fit.weight));
  const [best, ...rivals] = fits.filter((fit) => fit.weight === most);
  if (!best) return null;
  const alike = rivals.every(({ board }) =>
    best.names.every((name) => placeOf(board, name) === placeOf(best.board, name)),
  );
  return alike ? best.board : null;
}

/** The level that a button of this board has while nobody presses it; null where the board does not tell, or the name is no button of it. */
export function buttonAtRest(board: Board | null, name: string): 0 | 1 | null {
  const pressed = board?.buttons[name];
  return pressed === undefined ? null : pressed === 0 ? 1 : 0;
}
