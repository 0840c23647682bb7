/** What the invented distributor knows of its customers beside sales: visits, deliveries, people, progress, plans, campaigns. Drawn apart, so that sales stay what they are. */
import { random, truth } from './make-sample-base.mjs';
import { dayOf, lastDay } from './make-sample-text.mjs';

const visitsAMonth = { key: 2, regular: 0.5, occasional: 0.12, erratic: 0.1, 'one-off': 0.05, cold: 0.1 };
const overVisits = 4;
const yearAgo = lastDay - 365;

const levels = [
  ['Закупщик', 'закупщик'],
  ['Директор по закупкам', 'директор по закупкам'],
  ['Технический директор', 'технический директор'],
  ['Генеральный директор', 'генеральный директор'],
];
const steps = ['Стратегическая сессия', 'Известна доля в кошельке', 'План закупок на год', 'Известна лояльность', 'Контакт выше закупщика', 'Был на новом производстве'];
const reasons = ['дороже, чем у других', 'срывали сроки доставки', 'закрыли площадку', 'нет потребности', 'не было в наличии', 'сменился закупщик'];
const ownership = [['цена закупки', 1], ['логистика и приёмка', 0.14], ['хранение', 0.09], ['брак и возвраты', 0.06], ['простои из-за нехватки', 0.11], ['оформление заказов', 0.05]];
const sources = ['выставка', 'холодный звонок', 'сайт', 'рекомендация', 'справочник'];

export function makeRecords(base, seed) {
  const chance = random(seed * 31 + 5);
  // a stream of its own, so that what was drawn before stays what it was
  const late = random(seed * 17 + 3);
  const net = new Map();
  for (const { order, qty } of base.lines) net.set(order.id, (net.get(order.id) ?? 0) + qty);
  const chains = base.customers.filter(({ type, profile, role }) => type === 'Retail chain' && ['occasional', 'erratic'].includes(profile) && role === '').slice(0, 22);
  const overVisited = new Set(chains.map(({ id }) => id));
  return {
    special: { overVisited: [...overVisited] },
    crm: makeCrm(base, chance),
    products: base.products.map((product) => ({ ...product, role: product.group === 'consumables' || product.price < 300 ? 'дополнительный' : 'основной', marginClass: product.margin >= 0.35 ? 'высокая' : product.margin >= 0.27 ? 'средняя' : 'низкая' })),
    visits: makeVisits(base, overVisited, chance),
    deliveries: makeDeliveries(base, net, chance),
    payments: base.receivables.filter(({ paid }) => paid !== null && paid > lastDay - 240).map(({ id, order, amount, paid }) => ({ invoice: id, customer: order.customer, amount, day: paid })),
    contacts: makeContacts(base, chance),
    progress: [...makeProgress(base, chance), ...makeReasons(base, late), ...makeOwnership(base, late)],
    plans: base.customers.filter(({ profile }) => profile === 'key' || profile === 'regular').flatMap((customer) => makeTiers(customer, base)),
    targets: makeTargets(base),
    campaigns: [...makeCampaigns(base, chance), ...makeJointMarketing(base, late)],
  };
}

function makeCrm({ customers, orders }, { uniform, pick }) {
  const bought = new Set(orders.map(({ customer }) => customer.id));
  return customers.map((customer) => ({
    customer,
    temperature: bought.has(customer.id) ? (uniform() < 0.06 ? 'тёплый' : 'горячий') : uniform() < 0.4 ? 'тёплый' : 'холодный',
    source: sourceOf(customer, pick(sources)),
    email: uniform() < 0.82 ? `buyer${customer.id.slice(1)}@example.com` : '',
    consent: uniform() < 0.7 ? 'да' : 'нет',
  }));
}

/** whom others recommend stays longer; who was found in a directory often never buys */
function sourceOf({ profile }, drawn) {
  if (drawn === 'справочник' && ['key', 'regular'].includes(profile)) return 'рекомендация';
  return drawn === 'рекомендация' && ['one-off', 'cold'].includes(profile) ? 'справочник' : drawn;
}

function makeVisits({ customers, orders }, overVisited, { uniform, poisson, pick }) {
  const days = new Map();
  for (const { customer, day } of orders) days.set(customer.id, [...(days.get(customer.id) ?? []), day]);
  return customers
    .flatMap((customer) => {
      const mean = overVisited.has(customer.id) ? overVisits : (visitsAMonth[customer.profile] ?? 0);
      return Array.from({ length: poisson(mean * 12) }, () => {
        // half of the visits that bring something come just before an order
        const near = (days.get(customer.id) ?? []).filter((day) => day > yearAgo);
        const day = near.length > 0 && uniform() < 0.3 ? pick(near) - Math.floor(3 * uniform()) : yearAgo + 1 + Math.floor(364 * uniform());
        return { customer, day: Math.max(yearAgo + 1, Math.min(lastDay, day)), minutes: 20 + Math.floor(50 * uniform()), cost: 9000 + Math.floor(6000 * uniform()), type: pick(['Wizyta handlowa', 'Prezentacja nowości', 'Serwis']) };
      });
    })
    .sort((one, other) => one.day - other.day || (one.customer.id < other.customer.id ? -1 : 1));
}

function makeDeliveries({ orders }, ordered, { uniform }) {
  return orders
    .filter(({ day }) => day > lastDay - 330)
    .map((order) => {
      const promised = order.day + 3 + Math.floor(4 * uniform());
      const onTime = uniform() < (order.customer.scores.delivery < 6 ? 0.75 : 0.94);
      const actual = onTime ? promised - Math.floor(2 * uniform()) : promised + 1 + Math.floor(6 * uniform());
      const qty = ordered.get(order.id) ?? 0;
      const given = uniform() < 0.955 ? qty : Math.floor(qty * (0.6 + 0.35 * uniform()));
      return { order, promised, actual: actual <= lastDay ? actual : null, qty, given };
    });
}

function makeContacts({ customers, special }, { uniform, pick }) {
  const masks = new Set(special.masksWithoutVests);
  const names = ['Алексей', 'Ирина', 'Марек', 'Ewa', 'Виктор', 'Ольга', 'Piotr', 'Anna', 'Сергей', 'Marta'];
  const family = ['К.', 'Л.', 'М.', 'Н.', 'П.', 'Р.', 'С.', 'Т.', 'В.', 'Д.'];
  return customers.flatMap((customer) => {
    if (customer.profile === 'cold' && uniform() < 0.6) return [];
    const count = customer.profile === 'key' ? 3 : customer.profile === 'regular' ? 1 + Math.floor(2 * uniform()) : 1;
    return Array.from({ length: count }, (_, index) => {
      const level = index === 0 ? 0 : Math.min(3, index + (uniform() < 0.3 ? 1 : 0));
      return {
        customer, name: `${pick(names)} ${pick(family)}`, position: levels[level][0], level: levels[level][1],
        category: masks.has(customer.id) ? 'Маски и респираторы' : uniform() < 0.25 ? pick(['Перчатки', 'Обувь', 'Куртки и костюмы', 'Жилеты сигнальные']) : '',
        portal: uniform() < 0.3 ? 'да' : 'нет', day: lastDay - Math.floor(500 * uniform()),
      };
    });
  });
}

/** steps not done have a day by which they are to be: deterministic, a quarter of them past */
const planned = (customer, index) => lastDay - 60 + ((Number(customer.id.slice(1)) * 37 + index * 53) % 240);

function makeProgress({ customers, special }, { uniform }) {
  const masks = new Set(special.masksWithoutVests);
  return customers
    .filter(({ profile }) => profile === 'key' || profile === 'regular')
    .flatMap((customer) => [
      ...steps.map((item, index) => ({ customer, item, value: '', done: uniform() < (customer.profile === 'key' ? 0.7 : 0.45) - 0.05 * index, day: lastDay - Math.floor(400 * uniform()), plan: planned(customer, index), weight: index < 2 ? 2 : 1 })),
      ...(masks.has(customer.id) ? [{ customer, item: 'Жилеты сигнальные', value: 'закупает другой человек', done: false, day: lastDay, weight: 0 }] : []),
    ]);
}

/** why those fell silent who were asked; badly served ones name delivery */
function makeReasons({ customers, orders }, { uniform, pick }) {
  const last = new Map();
  for (const { customer, day } of orders) last.set(customer.id, Math.max(last.get(customer.id) ?? 0, day));
  return customers.flatMap((customer) => {
    const seen = last.get(customer.id);
    if (seen === undefined || seen > lastDay - 150 || uniform() > 0.55) return [];
    const value = customer.scores.delivery < 6 || uniform() < 0.15 ? reasons[1] : pick(reasons);
    return [{ customer, item: 'Причина молчания', value, done: true, day: Math.min(lastDay, seen + 120 + Math.floor(60 * uniform())), weight: 0 }];
  });
}

/** what owning costs the key accounts that told it, a year */
function makeOwnership({ customers, lines }, { uniform }) {
  const year = new Map();
  for (const { order, net } of lines) if (order.day > yearAgo) year.set(order.customer.id, (year.get(order.customer.id) ?? 0) + net);
  return customers
    .filter(({ profile, id }) => profile === 'key' && year.has(id))
    .filter((_, index) => index % 2 === 0)
    .flatMap((customer) => ownership.map(([component, share]) => ({ customer, item: `TCO: ${component}`, value: String(Math.round(((year.get(customer.id) ?? 0) / 100) * share * (share === 1 ? 1 : 0.6 + 0.8 * uniform()))), done: true, day: lastDay - 40, weight: 0 })));
}

/** what each desk is to sell in the year, and how many presentations it is to make */
function makeTargets({ customers, lines }) {
  const desks = [...new Set(customers.map(({ desk }) => desk))].sort((one, other) => (one < other ? -1 : 1));
  const before = new Map();
  for (const { order, net } of lines) if (order.day >= dayOf('2023-01-01') && order.day < dayOf('2024-01-01')) before.set(order.customer.desk, (before.get(order.customer.desk) ?? 0) + net);
  return desks.flatMap((desk) => [
    { desk, metric: 'revenue', value: Math.ceil(((before.get(desk) ?? 0) * 1.06) / 1_000_000) * 10_000 },
    { desk, metric: 'visits: Prezentacja nowości', value: 130 },
  ]);
}

function makeJointMarketing({ customers }, { uniform }) {
  return customers.filter(({ profile, type }) => profile === 'key' || (profile === 'regular' && type === 'Retail chain')).filter((_, index) => index % 2 === 1).map((customer) => ({ customer, campaign: 'Wspólny marketing 2024', group: 'test', day: dayOf('2024-05-06'), cost: 40_000 + 10_000 * Math.floor(16 * uniform()), response: true }));
}

function makeTiers(customer, { lines }) {
  const year = lines.filter(({ order }) => order.customer.id === customer.id && order.day >= dayOf('2023-01-01') && order.day < dayOf('2024-01-01')).reduce((sum, { net }) => sum + net, 0);
  if (year === 0) return [];
  const round = (cents) => Math.ceil(cents / 500_000) * 500_000;
  return [
    { customer, threshold: round(year), rate: 2 },
    { customer, threshold: round(year * 1.25), rate: 3.5 },
  ];
}

function makeCampaigns({ customers, orders }, { uniform }) {
  const last = new Map();
  for (const { customer, day } of orders) last.set(customer.id, Math.max(last.get(customer.id) ?? 0, day));
  const sent = dayOf(truth.campaign.start);
  return customers.flatMap((customer) => {
    const seen = last.get(customer.id);
    const mailing = customer.mailing !== '' ? [{ customer, campaign: truth.campaign.name, group: customer.mailing, day: sent, cost: 12, response: seen !== undefined && uniform() < 0.25 }] : [];
    const silent = seen !== undefined && seen < sent - 180;
    return silent ? [...mailing, { customer, campaign: 'Reaktywacja 2024', group: uniform() < 0.7 ? 'test' : 'kontrola', day: sent + 14, cost: 35, response: uniform() < 0.05 }] : mailing;
  });
}
