export interface Measure {
  /** the cell without its unit */
  readonly number: string;
  /** in lower case, without a dot */
  readonly unit: string;
}

const units = 'szt|sztuk|sztuka|sztuki|шт|штук|штука|штуки|pcs|pc|piece|pieces|ea|unit|units|stk|stück|уп|упак|opak|op|кор|karton|pkg|pack|kpl|компл|set|пар|пара|пары|para|pary|par|рул|rol|кг|kg|гр|г|g|т|t|л|l|ml|мл|м|m|мм|mm|см|cm|м2|m2|м²|m²|м3|m3|м³|m³|mb|пог м';
const shape = new RegExp(`^(.*[\\d)])\\s*(${units})\\.?$`, 'iu');

/** `12,00 szt.`: a quantity whose unit stands in the cell; null for anything else. */
export function readMeasure(text: string): Measure | null {
  const [, number, unit] = shape.exec(text.trim()) ?? [];
  return number === undefined || unit === undefined ? null : { number: number.trim(), unit: unit.toLowerCase() };
}
