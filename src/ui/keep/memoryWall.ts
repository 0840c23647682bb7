/** bytes that a WebAssembly engine can address */
export const wall = 4 * 2 ** 30;

/** from here on the next large step may be the one that kills the engine: its own limit for a query is 3 GB */
export const nearWall = (held: number): boolean => held > 0.7 * wall;
