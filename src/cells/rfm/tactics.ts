import type { Locale, Localised } from '../../messages/locale.ts';

/** What is done by how recent and how frequent (digits R-F, 3 = best); seed 002's four macro-groups, written out (METHODS A40, A42). */
const byRhythm: Readonly<Record<string, Localised>> = {
  '33': { en: 'Keep: no discounts, first to hear of news, ask for a recommendation.', ru: 'Беречь: без скидок, новинки — им первым, просить рекомендацию.', pl: 'Dbać: bez rabatów, nowości najpierw dla nich, prosić o polecenie.' },
  '32': { en: 'Grow: a standing order with a date and the next category.', ru: 'Растить: постоянный заказ с датой и следующая категория.', pl: 'Rozwijać: stałe zamówienie z datą i kolejna kategoria.' },
  '31': { en: 'Welcome: a second contact within two weeks, a reason for the second order.', ru: 'Встретить: второе касание за две недели и повод для второго заказа.', pl: 'Powitać: drugi kontakt w dwa tygodnie i powód do drugiego zamówienia.' },
  '23': { en: 'Ask before the next order is due: what has changed, who else is selling to them.', ru: 'Спросить до срока следующего заказа: что изменилось, кто ещё им продаёт.', pl: 'Zapytać przed terminem następnego zamówienia: co się zmieniło, kto jeszcze im sprzedaje.' },
  '22': { en: 'Remind of what they usually buy, with a date; offer what their peers take.', ru: 'Напомнить об обычном заказе с датой; предложить то, что берут похожие.', pl: 'Przypomnieć o zwykłym zamówieniu z datą; zaproponować to, co biorą podobni.' },
  '21': { en: 'Find out whether the need is rare or the rest is bought elsewhere.', ru: 'Выяснить: потребность редкая или остальное берут у других.', pl: 'Ustalić: potrzeba jest rzadka czy resztę kupują gdzie indziej.' },
  '13': { en: 'Win back: ask why first, offer second; write the reason down.', ru: 'Вернуть: сначала спросить почему, потом предлагать; причину записать.', pl: 'Odzyskać: najpierw zapytać dlaczego, potem oferować; powód zapisać.' },
  '12': { en: 'One reactivation from the category they used to buy; then let go.', ru: 'Одна реактивация из прежней категории; потом отпустить.', pl: 'Jedna reaktywacja z dawnej kategorii; potem odpuścić.' },
  '11': { en: 'Stop spending: one last letter, then out of mailings; keep them in the base.', ru: 'Не тратить: последнее письмо и вон из рассылок; в базе оставить.', pl: 'Nie wydawać: ostatni list i poza wysyłkę; w bazie zostawić.' },
};

/** Who does it, by the money. */
const byMoney: Readonly<Record<string, Localised>> = {
  '3': { en: 'Personally: the manager, and the director where they are silent.', ru: 'Лично: менеджер, а где молчат — директор.', pl: 'Osobiście: opiekun, a gdzie milczą, dyrektor.' },
  '2': { en: 'By phone.', ru: 'По телефону.', pl: 'Telefonicznie.' },
  '1': { en: 'By mail and portal, without visits.', ru: 'Письмом и через кабинет, без визитов.', pl: 'Mailem i przez portal, bez wizyt.' },
};

/** The tactic that a cell begins with; of more than three bands, that of the third it falls into. */
export function rfmTactic(digits: readonly [number, number, number], bands: number, locale: Locale): string {
  const [r, f, m] = digits.map((digit) => String(Math.max(1, Math.min(3, Math.ceil((digit * 3) / bands)))));
  return [byRhythm[`${r}${f}`], byMoney[m ?? '']].flatMap((text) => (text === undefined ? [] : [text[locale]])).join(' ');
}
