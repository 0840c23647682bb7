export type Place = readonly [number, number, number];

export interface CubeCell {
  /** levels from 0 on each axis */
  readonly at: Place;
  readonly customers: number;
  readonly value: number;
  /** spoken: levels, clients, value, name */
  readonly label: string;
  /** what stands on the cell: clients, or the measure where numbers follow it */
  readonly count: string;
  readonly clients: string;
  /** name that people gave it; empty without one */
  readonly name: string;
  /** customers that the last move brought, or took with a minus */
  readonly change: number;
  readonly votes: number;
  /** what is known of most of its customers is an estimate */
  readonly estimated: boolean;
}

/** whether two cells at one place look the same */
export const isSame = (a: CubeCell, b: CubeCell): boolean =>
  a.count === b.count && a.change === b.change && a.votes === b.votes && a.name === b.name && a.label === b.label && a.estimated === b.estimated && a.at.join() === b.at.join();

export interface CubeAxis {
  readonly title: string;
  readonly labels: readonly string[];
  /** what each band covers, shown under its name on layers */
  readonly ranges: readonly string[];
}

/** Customers on their way from one cell to another. */
export interface Flight {
  readonly from: Place;
  readonly to: Place;
  readonly customers: number;
}

/** how a cell is picked: alone, or with those picked before */
export type Pick = (at: Place, add: boolean) => void;
