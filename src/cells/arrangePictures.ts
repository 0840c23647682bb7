interface Placed {
  /** takes the whole row */
  readonly wide: boolean;
  /** about how tall it will be */
  readonly height: number;
}

/**
 * Rows of one column or two: each picture goes under the shorter column, so that a tall one leaves no empty space beside it.
 * A picture that would stand alone beside nothing takes the whole row.
 */
export function arrangePictures<Picture extends Placed>(pictures: readonly Picture[]): readonly (readonly (readonly Picture[])[])[] {
  const rows: (readonly (readonly Picture[])[])[] = [];
  let pair: [Picture[], Picture[]] = [[], []];
  const tall = (column: readonly Picture[]): number => column.reduce((sum, { height }) => sum + height, 0);
  const close = (): void => {
    const [left, right] = pair;
    if (left.length > 0) rows.push(right.length > 0 ? [left, right] : [left]);
    pair = [[], []];
  };
  for (const [at, picture] of pictures.entries()) {
    const [left, right] = pair;
    const room = Math.abs(tall(left) - tall(right));
    const alone = at === pictures.length - 1 && left.length > 0 && right.length > 0 && room < 0.6 * picture.height;
    if (picture.wide || alone) {
      close();
      rows.push([[picture]]);
    } else (tall(right) < tall(left) ? right : left).push(picture);
  }
  close();
  return rows;
}
