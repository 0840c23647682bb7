import type { Locale } from './locale.ts';

type Translate = (english: string, locale: Locale) => string;

let translate: Translate = (english) => english;

/** The translations of failures, fetched beside the first screen: nobody fails before they are here. */
export const failureTexts = import('./failures/translate.ts').then((module) => {
  translate = module.translate;
});

/** A failure's sentence, hint or reason as the reader's language says it. */
export const sayText = (english: string, locale: Locale): string => translate(english, locale);

/** A failure in one line, with what to do. */
export const sayFailure = (failure: { readonly message: string; readonly hint: string | null }, locale: Locale): string =>
  [failure.message, failure.hint].flatMap((text) => (text === null ? [] : [translate(text, locale)])).join(' · ');
