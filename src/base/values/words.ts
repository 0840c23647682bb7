import { quoteText } from '../../sql/quote.ts';

/** Words in cells that mean something else than themselves, in the three languages. All lower-case. */
const list = (text: string): ReadonlySet<string> => new Set(text.split('|'));

/** Nothing, in any column. */
export const nullWords = list('-|—|–|n/a|null|(null)|(blank)|#n/a|н/д|нет данных|<пусто>|<не указан>|(пусто)|<...>|nd.|n/d|(puste)|brak danych|not assigned|\\n');

/** Nothing, in columns of numbers, dates and flags; in text they may be values (NA is Namibia). */
export const looseNullWords = list('na|nan|none|нет|brak|#|--|?|.');

/** What spreadsheets write where a formula failed. */
export const errorWords = list('#ref!|#div/0!|#value!|#name?|#null!|#num!|#знач!|#ссылка!|#дел/0!|#имя?|#число!|#пусто!|#adr!|#arg!|#nazwa?|#dzieł/0!|#liczba!|#spill!|#calc!');

export const trueWords = list('true|yes|y|t|да|истина|есть|tak|prawda|✓|v|x');
export const falseWords = list('false|no|n|f|нет|ложь|nie|fałsz');

const totalWords = list('итого|всего|итог|общий итог|сальдо на конец|razem|suma|ogółem|podsumowanie|suma końcowa|total|grand total|subtotal|sub total|totals|overall result');
const totalStart = /^(итого|всего|общий итог|razem|suma|ogółem|podsumowanie|total|grand total|subtotal|overall result)(\s|:|$)/;

/** How lists of SAP mark a sum, one star a level; elsewhere stars mean anything. */
export const isStars = (text: string): boolean => /^\*{1,9}$/.test(text.trim());

/** Whether a first cell announces a sum instead of a thing. */
export function isTotalWord(text: string): boolean {
  const plain = text.trim().toLowerCase().replace(/[:.]+$/, '');
  return totalWords.has(plain) || totalStart.test(plain) || isStars(plain);
}

/** Kinds of documents that are returns and credit notes. */
export const returnWords = list(
  'возврат товаров от клиента|возврат товаров от покупателя|возврат от покупателя|возврат|корректировка реализации|сторно|кредит-нота|корректировочный счет-фактура|korekta faktury|faktura korygująca|korekta|fks|kfs|fk|zw|zwrot|zwrot od klienta|zwrot detaliczny|nota kredytowa|kor|credit memo|credit note|return|refund|re|cr|g2|out_refund|sales return|rma|reversal|chargeback|storno',
);

export const temperatures: Readonly<Record<'cold' | 'warm' | 'hot', ReadonlySet<string>>> = {
  cold: list('cold|холодный|холодные|холодный контакт|лид|потенциальный|новый лид|zimny|zimny kontakt|potencjalny|lead|prospect|unqualified|new|target'),
  warm: list('warm|теплый|тёплый|в работе|переговоры|кп отправлено|лояльный, не покупал|ciepły|w trakcie|negocjacje|oferta|qualified|engaged|opportunity|negotiation|mql|sql'),
  hot: list('hot|горячий|действующий|покупатель|клиент|активный|gorący|klient|aktywny klient|kupujący|customer|active|client|buyer|existing customer'),
};

export const competitionLevels: Readonly<Record<'low' | 'medium' | 'high', ReadonlySet<string>>> = {
  low: list('low|низкая|низкий|слабая|niska|niski'),
  medium: list('medium|mid|средняя|средний|średnia|średni'),
  high: list('high|высокая|высокий|сильная|wysoka|wysoki'),
};

/** Documents that are no sales. */
export const internalWords = list(
  'перемещение товаров|перемещение|внутреннее потребление|внутренняя реализация|передача между организациями|передача товаров между организациями|ввод остатков|списание|оприходование|безвозмездная передача|образцы|mm|przesunięcie międzymagazynowe|rw|pw|rozchód wewnętrzny|przychód wewnętrzny|sprzedaż wewnętrzna|bo|bilans otwarcia|próbki|darowizna|internal|internal transfer|stock transfer|intercompany|interco|opening balance|sample|free of charge|write-off|consignment fill-up|journal entry',
);

/** Documents before a sale. */
export const quoteWords = list('кп|коммерческое предложение|предложение|счет на оплату|черновик|oferta|oferta handlowa|proforma|szkic|quote|quotation|offer|estimate|proforma invoice|draft');

/** Statuses of orders that did not happen. */
export const cancelledWords = list(
  'отменен|отменён|отклонен|отклонён|закрыт без отгрузки|не проведен|не проведён|помечен на удаление|сделка провалена|тест|черновик|anulowany|anulowane|anulowana|odrzucony|odrzucone|usunięty|szkic|testowy|cancelled|canceled|cancel|void|voided|rejected|draft|test|lost|failed|expired',
);

/** Names that stand for everybody who came by. */
export const anonymousWords = list('частное лицо|розничный покупатель|розница|физлицо|физическое лицо|аноним|paragon|klient detaliczny|klient anonimowy|osoba fizyczna|sprzedaż detaliczna|anonymous|guest|walk-in|walk-in customer|cash customer|retail customer|cash sale');

/** The words as a list of SQL texts. */
export const inList = (words: ReadonlySet<string>): string => [...words].map(quoteText).join(', ');
