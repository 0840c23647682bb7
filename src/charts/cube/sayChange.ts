/** +12 or −3, with a true minus */
export const sayChange = (change: number): string => (change > 0 ? `+${change}` : `−${-change}`);
