import { isLocale, type Locale, locales } from '../../messages/locale.ts';
import { overwriteGetLocale } from '../../messages/compiled/runtime.js';
import { readPreference, writePreference } from './preference.ts';

/** The language in force. Messages read it through `getLocale`, so a page that shows them follows at once. */
class Language {
  #current = $state<Locale>('en');

  constructor() {
    overwriteGetLocale(() => this.#current);
  }

  get current(): Locale {
    return this.#current;
  }

  set(locale: Locale): void {
    this.#current = locale;
    document.documentElement.lang = locale;
    writePreference('language', locale);
    const address = new URL(location.href);
    if (address.searchParams.has('lang')) {
      address.searchParams.set('lang', locale);
      history.replaceState(history.state, '', address);
    }
  }

  /** `?lang=`, then what was chosen before, then what the browser asks for */
  start(): void {
    const asked = new URL(location.href).searchParams.get('lang');
    const spoken = navigator.languages.map((tag) => tag.slice(0, 2)).find(isLocale);
    const kept = readPreference('language');
    this.set(isLocale(asked) ? asked : isLocale(kept) ? kept : (spoken ?? locales[0]));
  }
}

export const language = new Language();
