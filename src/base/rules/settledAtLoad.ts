import type { Localised } from '../../messages/locale.ts';

interface SettledRule {
  readonly id: string;
  readonly label: Localised;
  readonly treatment: { readonly id: string; readonly label: Localised };
}

/** Traps that are dealt with while files are read, or that the analysis itself keeps clear of; a notebook may name them, the reading stays the same. */
export const settledAtLoad: readonly SettledRule[] = [
  { id: 'E4', label: { en: 'One code, several clients', ru: 'Один код — разные клиенты', pl: 'Jeden kod, różni klienci' }, treatment: { id: 'first', label: { en: 'the first name and tax number count; told', ru: 'берутся первое имя и ИНН; отмечено', pl: 'liczy się pierwsza nazwa i NIP; zaznaczone' } } },
  { id: 'E13', label: { en: 'Order fields only on the first line', ru: 'Поля заказа только в первой строке', pl: 'Pola zamówienia tylko w pierwszym wierszu' }, treatment: { id: 'fill', label: { en: 'taken from the other lines of the order', ru: 'взяты из других строк заказа', pl: 'wzięte z innych wierszy zamówienia' } } },
  { id: 'E14', label: { en: 'Total and subtotal rows', ru: 'Итоги и подытоги', pl: 'Sumy i podsumy' }, treatment: { id: 'control', label: { en: 'left out, checked against their rows', ru: 'исключены, сверены со своими строками', pl: 'pominięte, sprawdzone z wierszami' } } },
  { id: 'E16', label: { en: 'Amounts repaired or worked out', ru: 'Исправленные и вычисленные суммы', pl: 'Kwoty naprawione lub wyliczone' }, treatment: { id: 'repair', label: { en: 'read as their own line proves, or quantity × price', ru: 'прочитаны, как доказывает сама строка, или количество × цена', pl: 'odczytane według własnego wiersza albo ilość × cena' } } },
  { id: 'E17', label: { en: 'Files in an old code page', ru: 'Файлы в старой кодировке', pl: 'Pliki w starym kodowaniu' }, treatment: { id: 'decode', label: { en: 'decoded', ru: 'перекодированы', pl: 'zdekodowane' } } },
  { id: 'E18', label: { en: 'Tax numbers without their leading zero', ru: 'ИНН без ведущего нуля', pl: 'Numery podatkowe bez zera na początku' }, treatment: { id: 'restore', label: { en: 'restored where the checksum agrees', ru: 'ноль возвращён, где сходится контрольная сумма', pl: 'zero przywrócone, gdzie zgadza się suma kontrolna' } } },
  { id: 'E31', label: { en: 'Target inside the features', ru: 'Цель внутри признаков', pl: 'Cel wśród cech' }, treatment: { id: 'split', label: { en: 'models split at an index date', ru: 'модели делят данные по дате', pl: 'modele dzielą dane w dniu granicznym' } } },
  { id: 'E33', label: { en: 'Bonuses outside of sales', ru: 'Бонусы вне продаж', pl: 'Bonusy poza sprzedażą' }, treatment: { id: 'tell', label: { en: 'told: sales are before bonuses', ru: 'отмечено: продажи до бонусов', pl: 'zaznaczone: sprzedaż przed bonusami' } } },
];
