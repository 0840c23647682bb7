import { quoteText } from '../../sql/quote.ts';

/** How exports write currencies besides the ISO code, in capitals: words, signs and ISO numbers. RUR is the code before 1998, which accounting systems still write. */
const written: Readonly<Record<string, string>> = {
  RUB: 'RUR|РУБ.|РУБ|Р.|Р|₽|РУБЛЬ|РУБЛИ|РУБЛЕЙ|РОССИЙСКИЙ РУБЛЬ|643|810',
  PLN: 'ZŁ|ZL|ZŁ.|ZŁOTY|ZŁOTYCH|985',
  EUR: '€|ЕВРО|EURO|978',
  USD: '$|US$|ДОЛЛАР|ДОЛЛАР США|ДОЛЛАРЫ США|ДОЛЛ.|ДОЛЛ. США|US DOLLAR|DOLAR|840',
  GBP: '£|ФУНТ|POUND|FUNT|826',
  BYN: 'БЕЛ. РУБ.|БЕЛОРУССКИЙ РУБЛЬ|BYR|933',
  UAH: 'ГРН|ГРН.|ГРИВНА|₴|980',
  KZT: 'ТГ|ТГ.|ТЕНГЕ|₸|398',
  CZK: 'KČ|203',
  CHF: 'ФРАНК|756',
  CNY: '¥|ЮАНЬ|CNH|156',
};

const codes = new Map(Object.entries(written).flatMap(([code, words]) => words.split('|').map((word) => [word, code] as const)));

/** The ISO code of what stands in a cell; what is none stays as it is, in capitals. */
export function currencyOf(text: string): string {
  const word = text.trim().toUpperCase();
  return codes.get(word) ?? word;
}

/** SQL: the ISO code of what stands in `currency`; what is none of these stays as it is, in capitals. */
export const currencyCode = `CASE upper(trim(currency)) ${Object.entries(written)
  .flatMap(([code, words]) => words.split('|').map((word) => `WHEN ${quoteText(word)} THEN '${code}'`))
  .join(' ')} ELSE upper(trim(currency)) END`;
