import type { Locale, Localised } from '../../messages/locale.ts';
import { quoteText } from '../../sql/quote.ts';

interface Step {
  /** days overdue of the oldest invoice above which it is taken */
  readonly above: number;
  readonly step: Localised;
  /** {customer}, {amount} and {days} are filled in */
  readonly message: Localised;
}

/** What is done and written from which age on (METHODS A64), oldest first. */
const steps: readonly Step[] = [
  { above: 90, step: { en: 'stop shipping, claim', ru: 'стоп отгрузок, претензия', pl: 'wstrzymanie, wezwanie' }, message: { en: '{customer}: {amount} is overdue, the oldest invoice by {days}. Shipments stop until it is paid or a calendar is signed.', ru: '{customer}: просрочено {amount}, старейший счёт — {days} Отгрузки остановлены до оплаты или подписанного графика.', pl: '{customer}: po terminie {amount}, najstarsza faktura {days}. Wysyłki wstrzymane do zapłaty lub podpisania harmonogramu.' } },
  { above: 60, step: { en: 'the director calls', ru: 'звонит директор', pl: 'dzwoni dyrektor' }, message: { en: '{customer}: {amount} is overdue, the oldest invoice by {days}. We ask for a payment calendar this week.', ru: '{customer}: просрочено {amount}, старейший счёт — {days} Просим график платежей на этой неделе.', pl: '{customer}: po terminie {amount}, najstarsza faktura {days}. Prosimy o harmonogram płatności w tym tygodniu.' } },
  { above: 30, step: { en: 'the manager calls', ru: 'звонит менеджер', pl: 'dzwoni opiekun' }, message: { en: '{customer}: {amount} is overdue, the oldest invoice by {days}. When shall we expect the payment?', ru: '{customer}: просрочено {amount}, старейший счёт — {days} Когда ждать оплату?', pl: '{customer}: po terminie {amount}, najstarsza faktura {days}. Kiedy możemy się spodziewać zapłaty?' } },
  { above: 0, step: { en: 'a reminder', ru: 'напоминание', pl: 'przypomnienie' }, message: { en: '{customer}: a friendly reminder, {amount} is overdue, the oldest invoice by {days}.', ru: '{customer}: напоминаем, просрочено {amount}, старейший счёт — {days}', pl: '{customer}: przypominamy, po terminie {amount}, najstarsza faktura {days}.' } },
];

const dayWord: Readonly<Record<Locale, string>> = { en: "CASE WHEN oldest_days = 1 THEN ' day' ELSE ' days' END", ru: "' дн.'", pl: "CASE WHEN oldest_days = 1 THEN ' dzień' ELSE ' dni' END" };

/** SQL: columns `step` and `message` of a debtor with `customer`, `overdue` and `oldest_days`. */
export function dunningSteps(locale: Locale, currency: string | null): string {
  const grouped = `replace(format('{:,}', CAST(round(overdue) AS BIGINT)), ',', ${quoteText(locale === 'en' ? ',' : '\u00A0')})`;
  const amount = currency === null ? grouped : `${grouped} || ${quoteText(`\u00A0${currency}`)}`;
  const filled = (text: string): string => `replace(replace(replace(${quoteText(text)}, '{customer}', customer), '{amount}', ${amount}), '{days}', coalesce(CAST(oldest_days AS VARCHAR), '—') || ${dayWord[locale]})`;
  const choose = (what: (step: Step) => string): string => `CASE ${steps.map((step) => `WHEN coalesce(oldest_days, 1) > ${step.above} THEN ${what(step)}`).join(' ')} END`;
  return `${choose(({ step }) => quoteText(step[locale]))} AS step, ${choose(({ message }) => filled(message[locale]))} AS message`;
}
