const verbs: Readonly<Record<string, string>> = { are: 'is', have: 'has', were: 'was', do: 'does' };

/** English after exactly one: “1 customers are late” is “1 customer is late”. The other languages word their sentences without it. */
export const oneOnly = (text: string): string =>
  text.replace(/(?<![\d.,:–-]|[\d.,]\u00a0)\b1 (customer|manager|order|step|categor|group|segment|visit|line)(?:s|ies)\b(?: (are|have|were|do|buy|owe|take|need|get|fall|rise|cost|attach|could))?/g, (_whole, noun: string, verb: string | undefined) => {
    const thing = noun === 'categor' ? 'category' : noun;
    if (verb === undefined) return `1 ${thing}`;
    return `1 ${thing} ${verbs[verb] ?? (verb === 'could' ? verb : verb === 'attach' ? 'attaches' : `${verb}s`)}`;
  });
