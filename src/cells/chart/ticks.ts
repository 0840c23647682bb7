/** round values about evenly spaced under a square root */
export function rootTicks(most: number, count: number): number[] {
  const round = (value: number): number => {
    if (value === 0) return 0;
    const power = 10 ** Math.floor(Math.log10(value));
    const lead = value / power;
    return (lead < 1.5 ? 1 : lead < 3.5 ? 2 : lead < 7.5 ? 5 : 10) * power;
  };
  return [...new Set(Array.from({ length: count + 1 }, (_, index) => round(most * (index / count) ** 2)))].filter((value) => value <= most);
}

/** 1 and 2 of each power of ten within the values, or fewer of them where they would crowd; Plot labels no others */
export function decimalTicks(least: number, most: number, count: number): number[] {
  const [from, to] = [Math.floor(Math.log10(least)), Math.ceil(Math.log10(most))];
  const powers = Array.from({ length: to - from + 1 }, (_, index) => 10 ** (from + index));
  const within = (leads: readonly number[], every = 1): number[] => powers.filter((_, index) => index % every === 0).flatMap((power) => leads.map((lead) => lead * power)).filter((value) => value >= least && value <= most);
  const tries = [within([1, 2]), within([1]), within([1], 2), within([1], 3)];
  return tries.find((ticks) => ticks.length <= count) ?? within([1], 4);
}

const monthSteps = [1, 2, 3, 6, 12, 24, 60, 120];

/** The first days of as many months as find room, evenly spaced; too few where the time is short. */
export function monthTicks(least: number, most: number, count: number): Date[] {
  const monthOf = (time: number): number => new Date(time).getUTCFullYear() * 12 + new Date(time).getUTCMonth();
  const [first, last] = [monthOf(least), monthOf(most)];
  const step = monthSteps.find((months) => (last - first) / months < Math.max(2, count)) ?? 240;
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
    .filter((month) => month % step === 0)
    .map((month) => new Date(Date.UTC(Math.floor(month / 12), month % 12, 1)))
    .filter((day) => Number(day) >= least && Number(day) <= most);
}

/** the whole numbers of a short reach: between them there is nothing to read */
export const wholeTicks = (least: number, most: number): number[] => Array.from({ length: Math.floor(most) - Math.ceil(least) + 1 }, (_, index) => Math.ceil(least) + index);
