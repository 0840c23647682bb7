import type { Locale } from '../messages/locale.ts';

type Words = readonly [en: string, ru: string, pl: string];

const at: Readonly<Record<Locale, 0 | 1 | 2>> = { en: 0, ru: 1, pl: 2 };

const files: Readonly<Record<string, Words>> = {
  customers: ['customers', 'клиенты', 'klienci'], orders: ['orders', 'заказы', 'zamówienia'], order_lines: ['order lines', 'строки заказов', 'pozycje zamówień'], products: ['products', 'товары', 'towary'], receivables: ['receivables', 'задолженность', 'należności'], payments: ['payments', 'оплаты', 'płatności'], visits: ['visits', 'визиты', 'wizyty'], surveys: ['surveys', 'опросы', 'ankiety'], deliveries: ['deliveries', 'поставки', 'dostawy'], competitors: ['competitors', 'конкуренты', 'konkurenci'], contacts: ['contacts', 'контакты', 'kontakty'], plans: ['plans', 'планы', 'plany'], progress: ['progress', 'прогрессы', 'postępy'], campaigns: ['campaigns', 'кампании', 'kampanie'],
};

const columns: Readonly<Record<string, Words>> = {
  customer_id: ['customer', 'клиент', 'klient'], order_id: ['order', 'заказ', 'zamówienie'], order_date: ['date', 'дата', 'data'], product_id: ['product', 'товар', 'towar'], net_amount: ['amount', 'сумма', 'kwota'], cost: ['cost', 'себестоимость', 'koszt'], qty: ['quantity', 'количество', 'ilość'], category: ['category', 'категория', 'kategoria'], channel: ['channel', 'канал', 'kanał'], manager: ['manager', 'менеджер', 'opiekun'], role: ['role: main or add-on', 'роль: основной или дополнительный', 'rola: główny lub dodatkowy'], list_price: ['list price', 'цена прайса', 'cena katalogowa'], discount_pct: ['discount', 'скидка', 'rabat'],
  region: ['region', 'регион', 'region'], customer_type: ['type', 'тип', 'typ'], temperature: ['temperature', 'температура', 'temperatura'], criticality: ['criticality', 'критичность', 'krytyczność'], competition: ['competition', 'конкуренция', 'konkurencja'], n_suppliers: ['number of suppliers', 'число поставщиков', 'liczba dostawców'], demand_annual: ['annual demand', 'годовая потребность', 'roczne zapotrzebowanie'], size_metric: ['size', 'размер', 'wielkość'],
  competitor: ['name', 'название', 'nazwa'], share_pct: ['share', 'доля', 'udział'], source: ['source', 'источник', 'źródło'], contact_name: ['name', 'имя', 'imię i nazwisko'], decision_level: ['decision level', 'уровень решения', 'poziom decyzyjny'], position: ['position', 'должность', 'stanowisko'], last_contact_date: ['last contact', 'последний контакт', 'ostatni kontakt'],
  open_amount: ['open amount', 'остаток долга', 'kwota otwarta'], amount: ['amount', 'сумма', 'kwota'], due_date: ['due date', 'срок оплаты', 'termin płatności'], invoice_date: ['date', 'дата', 'data'], paid_date: ['paid on', 'дата оплаты', 'data zapłaty'], visit_date: ['date', 'дата', 'data'],
  item: ['step', 'шаг', 'krok'], done: ['done', 'сделано', 'zrobione'], done_date: ['done on', 'дата выполнения', 'data wykonania'], value: ['answer', 'ответ', 'odpowiedź'], weight: ['weight', 'вес', 'waga'], tier_threshold: ['threshold', 'порог', 'próg'], period_start: ['beginning', 'начало', 'początek'], period_end: ['end', 'конец', 'koniec'],
  score: ['score', 'оценка', 'ocena'], nps: ['answer from 0 to 10', 'ответ от 0 до 10', 'odpowiedź od 0 do 10'], touchpoint: ['touchpoint', 'точка контакта', 'punkt styku'], response_date: ['date', 'дата', 'data'], promised_date: ['promised date', 'обещанная дата', 'termin obiecany'], actual_date: ['delivery date', 'дата доставки', 'data dostawy'], qty_ordered: ['ordered', 'заказано', 'zamówiono'], qty_delivered: ['delivered', 'доставлено', 'dostarczono'], sent_at: ['sent on', 'дата отправки', 'data wysyłki'], response: ['response', 'отклик', 'reakcja'],
};

/** A column of the base as a person calls it; the name itself where it has no other. */
export const sayColumn = (column: string, locale: Locale): string => columns[column]?.[at[locale]] ?? column.replaceAll('_', ' ');

const or: Words = [' or ', ' или ', ' lub '];

/** Columns `a.b + a.c / d.e` that are wanted, by the files that would give them: a (b, c) or d (e). */
export function sayInputs(needs: string, locale: Locale): string {
  const ways = needs.split(' / ').map((way) => new Set(way.split(' + ')));
  // a way that asks for all of another and more says nothing new
  const least = ways.filter((way, index) => !ways.some((other, place) => place !== index && (other.size < way.size || (other.size === way.size && place < index)) && [...other].every((need) => way.has(need))));
  return least.map((way) => sayWay([...way], locale)).join(or[at[locale]]);
}

function sayWay(needs: readonly string[], locale: Locale): string {
  const byFile = new Map<string, string[]>();
  for (const need of needs) {
    const [file = '', column = ''] = need.split('.');
    byFile.set(file, [...(byFile.get(file) ?? []), column]);
  }
  return [...byFile].map(([file, wanted]) => `${files[file]?.[at[locale]] ?? file} (${wanted.map((column) => sayColumn(column, locale)).join(', ')})`).join(' + ');
}
