import type { Localised } from '../../messages/locale.ts';

interface SettledRule {
  readonly id: string;
  readonly label: Localised;
  readonly treatment: { readonly id: string; readonly label: Localised };
}

/** Traps that are dealt with while files are read, or that the analysis itself keeps clear of; a notebook may name them, the reading stays the same. */
export const settledAtLoad: readonly SettledRule[] = [
  { id: 'E4', label: { en: 'One code, several clients', ru: 'Один код — разные клиенты', pl: 'Jeden kod, różni klienci' }, treatment: { id: 'first', label: { en: 'the first name and tax number count; told', ru: 'берутся первое имя и ИНН; отмечено', pl: 'liczy się pierwsza nazwa i NIP; zaznaczone' } } },
  { id: 'E14', label: { en: 'Total and subtotal rows', ru: 'Итоги и подытоги', pl: 'Sumy i podsumy' }, treatment: { id: 'control', label: { en: 'left out, checked against their rows', ru: 'исключены, сверены со своими строками', pl: 'pominięte, sprawdzone z wierszami' } } },
  { id: 'E31', label: { en: 'Target inside the features', ru: 'Цель внутри признаков', pl: 'Cel wśród cech' }, treatment: { id: 'split', label: { en: 'models split at an index date', ru: 'модели делят данные по дате', pl: 'modele dzielą dane w dniu granicznym' } } },
];
