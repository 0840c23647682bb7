import { readPreference, writePreference } from './preference.ts';

export type ThemeName = 'light' | 'dark';

/** Light or dark; the system's choice until the person makes one. */
class Theme {
  #chosen = $state<ThemeName | null>(null);
  #system = $state<ThemeName>('light');

  get current(): ThemeName {
    return this.#chosen ?? this.#system;
  }

  start(): void {
    const dark = matchMedia('(prefers-color-scheme: dark)');
    this.#system = dark.matches ? 'dark' : 'light';
    dark.addEventListener('change', () => {
      this.#system = dark.matches ? 'dark' : 'light';
    });
    const kept = readPreference('theme');
    if (kept === 'light' || kept === 'dark') this.set(kept);
  }

  set(name: ThemeName): void {
    this.#chosen = name;
    document.documentElement.dataset['theme'] = name;
    writePreference('theme', name);
  }

  toggle(): void {
    this.set(this.current === 'light' ? 'dark' : 'light');
  }
}

export const theme = new Theme();
