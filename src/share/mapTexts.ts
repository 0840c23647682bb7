/** A copy of plain data with every text in it changed; keys, numbers and shape stay. */
export function mapTexts<T>(content: T, change: (text: string) => string): T {
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') return change(value);
    if (Array.isArray(value)) return value.map(walk);
    return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner)])) : value;
  };
  // the same shape, its texts changed
  return walk(content) as T;
}
