export const installCommand: string;
export const chromiumArguments: string[];
export function findChromium(): string | null;
