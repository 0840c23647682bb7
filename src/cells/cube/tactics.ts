import type { Locale, Localised } from '../../messages/locale.ts';

interface Rule {
  /** trait → bands; all of them must hold */
  readonly when: Readonly<Record<string, readonly string[]>>;
  readonly tactic: Localised;
}

const [low, middle, high, none] = [['low'], ['middle', 'medium'], ['high'], ['none']];
const sole = ['1', 'low'];
const several = ['2', '3+', 'middle', 'medium', 'high'];

/** Tactics of METHODS A57, A62, A67 and A14. The first that holds of each list is said; later lists add to it. */
const lists: readonly (readonly Rule[])[] = [
  [
    { when: { competition: several, share_of_wallet: low, ltv: high }, tactic: { en: 'Large and hardly ours: win one category, not the whole wallet; talk to the technical director.', ru: 'Крупные и почти не наши: выиграть одну категорию, а не весь кошелёк; говорить с техническим директором.', pl: 'Duzi i prawie nie nasi: wygrać jedną kategorię, nie cały portfel; rozmawiać z dyrektorem technicznym.' } },
    { when: { competition: several, share_of_wallet: low }, tactic: { en: 'Learn the demand before spending on it; serve cheaply until it is known.', ru: 'Сначала узнать потребность, потом тратиться; до того обслуживать дёшево.', pl: 'Najpierw poznać zapotrzebowanie, potem wydawać; do tego czasu obsługa tania.' } },
    { when: { competition: several, share_of_wallet: middle }, tactic: { en: 'Contested: defend by availability and service, take the next category with a trial order.', ru: 'Спорные: удержать наличием и сервисом, следующую категорию брать пробным заказом.', pl: 'Sporni: bronić dostępnością i obsługą, kolejną kategorię brać zamówieniem testowym.' } },
    { when: { competition: several, share_of_wallet: high }, tactic: { en: 'Ours, with others waiting: agree the year, watch silence, answer before the rival calls.', ru: 'Наши, но рядом ждут другие: согласовать год, следить за тишиной, успеть раньше соперника.', pl: 'Nasi, ale inni czekają: uzgodnić rok, pilnować ciszy, zdążyć przed rywalem.' } },
    { when: { competition: sole, share_of_wallet: high, ltv: low }, tactic: { en: 'Sole supplier of little: no growth here; lower the cost of serving, no discounts.', ru: 'Единственный поставщик малого: роста нет; снижать стоимость обслуживания, скидок не давать.', pl: 'Jedyny dostawca małego: wzrostu nie ma; obniżać koszt obsługi, bez rabatów.' } },
    { when: { competition: sole, share_of_wallet: high }, tactic: { en: 'They have nobody else: flawless deliveries, new sites and categories.', ru: 'У них нет другого: безупречные поставки, новые площадки и категории.', pl: 'Nie mają nikogo innego: bezbłędne dostawy, nowe lokalizacje i kategorie.' } },
    { when: { competition: sole, share_of_wallet: [...low, ...middle] }, tactic: { en: 'Sole supplier and yet a small share: check the evidence, somebody else is there.', ru: 'Единственный поставщик, а доля мала: проверить данные, кто-то там есть.', pl: 'Jedyny dostawca, a udział mały: sprawdzić dane, ktoś tam jest.' } },
    { when: { competition: none, share_of_wallet: [...low, ...middle, ...high, ...none] }, tactic: { en: 'Ask who else supplies them.', ru: 'Спросить, кто ещё их снабжает.', pl: 'Zapytać, kto jeszcze ich zaopatruje.' } },
    { when: { share_of_wallet: none }, tactic: { en: 'Ask for demand and suppliers first.', ru: 'Сначала узнать потребность и поставщиков.', pl: 'Najpierw zapytać o zapotrzebowanie i dostawców.' } },
  ],
  [
    { when: { systematicity: ['systematic'], overdue_share: high, ltv: high }, tactic: { en: 'Large, regular, late: notices before the due date, the bonus tied to paying on time.', ru: 'Крупные, регулярные, платят поздно: напоминать до срока, бонус за оплату вовремя.', pl: 'Duzi, regularni, płacą późno: przypominać przed terminem, bonus za płatność w terminie.' } },
    { when: { overdue_share: high, systematicity: ['unsystematic', 'none'] }, tactic: { en: 'Urgent orders on credit: a payment calendar first, then shipments.', ru: 'Срочные заказы в долг: сначала график платежей, потом отгрузки.', pl: 'Pilne zamówienia na kredyt: najpierw harmonogram płatności, potem wysyłki.' } },
    { when: { overdue_share: high }, tactic: { en: 'Collect before selling more; remind earlier next time.', ru: 'Собрать долг, потом продавать дальше; в следующий раз напоминать раньше.', pl: 'Najpierw ściągnąć, potem sprzedawać; następnym razem przypominać wcześniej.' } },
    { when: { overdue_share: [...low, ...middle, 'none'], systematicity: ['systematic'] }, tactic: { en: 'Regular and paying: a plan for the year, service without fault.', ru: 'Регулярные и платят: план на год, сервис без ошибок.', pl: 'Regularni i płacą: plan na rok, obsługa bez błędu.' } },
    { when: { overdue_share: [...low, ...middle, 'none'], systematicity: ['semi'] }, tactic: { en: 'Nearly regular: a standing order with a date; remind a week before.', ru: 'Почти регулярны: постоянный заказ с датой; напоминать за неделю.', pl: 'Prawie regularni: stałe zamówienie z datą; przypominać tydzień wcześniej.' } },
    { when: { overdue_share: [...low, ...middle, 'none'], systematicity: ['unsystematic', 'none'] }, tactic: { en: 'They order when it burns: forecast for them, agree a stock, reward planning.', ru: 'Заказывают, когда горит: прогнозировать за них, держать запас, поощрять план.', pl: 'Zamawiają, gdy się pali: prognozować za nich, uzgodnić zapas, nagradzać planowanie.' } },
  ],
  [
    { when: { margin_pct: high, systematicity: ['systematic'], demand: low }, tactic: { en: 'Nothing to grow, everything to lose: flawless service, no pressure.', ru: 'Расти некуда, терять есть что: безупречный сервис, без давления.', pl: 'Nie ma gdzie rosnąć, jest co stracić: bezbłędna obsługa, bez nacisku.' } },
    { when: { margin_pct: low, demand: high }, tactic: { en: 'Large need at a poor margin: change the mix, better-paying substitutes with points.', ru: 'Большая потребность без маржи: менять микс, аналоги получше за баллы.', pl: 'Duża potrzeba przy słabej marży: zmienić miks, lepsze zamienniki za punkty.' } },
    { when: { margin_pct: low, demand: low }, tactic: { en: 'Do not invest: list price, portal.', ru: 'Не вкладываться: прайс и кабинет.', pl: 'Nie inwestować: cennik i portal.' } },
    { when: { margin_pct: high, demand: high }, tactic: { en: 'Good margin and need: a year plan with reserved stock.', ru: 'Хорошая маржа и потребность: план на год с резервом на складе.', pl: 'Dobra marża i potrzeba: plan roczny z rezerwą magazynową.' } },
    { when: { margin_pct: [...low, ...middle, ...high], demand: [...low, ...middle, ...high] }, tactic: { en: 'Hold the price; one better-paying product a quarter.', ru: 'Держать цену; по одному более выгодному товару в квартал.', pl: 'Trzymać cenę; jeden lepiej marżowy towar na kwartał.' } },
  ],
  [
    { when: { recency_days: high, average_check: high }, tactic: { en: 'Large checks and long silence: the director calls and asks why.', ru: 'Крупный чек и долгая тишина: звонит директор и спрашивает почему.', pl: 'Duże rachunki i długa cisza: dzwoni dyrektor i pyta dlaczego.' } },
    { when: { recency_days: high, average_check: [...low, ...middle] }, tactic: { en: 'Long silence: one reactivation, then leave in peace.', ru: 'Долгая тишина: одна реактивация, потом не трогать.', pl: 'Długa cisza: jedna reaktywacja, potem spokój.' } },
    { when: { recency_days: [...low, ...middle], average_check: high }, tactic: { en: 'Recent and large: raise frequency by a standing order.', ru: 'Недавние и крупные: поднять частоту постоянным заказом.', pl: 'Niedawni i duzi: podnieść częstość stałym zamówieniem.' } },
    { when: { recency_days: [...low, ...middle], average_check: [...low, ...middle] }, tactic: { en: 'Recent, with room in the check: one more line with each order.', ru: 'Недавние, в чеке есть место: ещё одна позиция к каждому заказу.', pl: 'Niedawni, w rachunku jest miejsce: jedna pozycja więcej do każdego zamówienia.' } },
    { when: { silence_ratio: high, average_check: high }, tactic: { en: 'Large checks and long silence: the director calls and asks why.', ru: 'Крупный чек и долгая тишина: звонит директор и спрашивает почему.', pl: 'Duże rachunki i długa cisza: dzwoni dyrektor i pyta dlaczego.' } },
    { when: { silence_ratio: high, average_check: [...low, ...middle] }, tactic: { en: 'Long silence: one reactivation, then leave in peace.', ru: 'Долгая тишина: одна реактивация, потом не трогать.', pl: 'Długa cisza: jedna reaktywacja, potem spokój.' } },
    { when: { silence_ratio: [...low, ...middle], average_check: high }, tactic: { en: 'Recent and large: raise frequency by a standing order.', ru: 'Недавние и крупные: поднять частоту постоянным заказом.', pl: 'Niedawni i duzi: podnieść częstość stałym zamówieniem.' } },
    { when: { silence_ratio: [...low, ...middle], average_check: [...low, ...middle] }, tactic: { en: 'Recent, with room in the check: one more line with each order.', ru: 'Недавние, в чеке есть место: ещё одна позиция к каждому заказу.', pl: 'Niedawni, w rachunku jest miejsce: jedna pozycja więcej do każdego zamówienia.' } },
  ],
];

/** The tactic that a cell of a cube begins with, from its bands by trait; empty where the sources say nothing of such axes. */
export function cubeTactic(bands: Readonly<Record<string, string>>, locale: Locale): string {
  return lists
    .flatMap((rules) => rules.find(({ when }) => Object.entries(when).every(([trait, wanted]) => wanted.includes(bands[trait] ?? ''))) ?? [])
    .map(({ tactic }) => tactic[locale])
    .join(' ');
}
