/** Small choices kept in this browser. Where storage is closed (private windows, policies) they last as long as the page. */
const inMemory = new Map<string, string>();

export function readPreference(name: string): string | null {
  try {
    return localStorage.getItem(`cubebook.${name}`) ?? inMemory.get(name) ?? null;
  } catch {
    return inMemory.get(name) ?? null;
  }
}

export function writePreference(name: string, value: string): void {
  inMemory.set(name, value);
  try {
    localStorage.setItem(`cubebook.${name}`, value);
  } catch {
    return;
  }
}
