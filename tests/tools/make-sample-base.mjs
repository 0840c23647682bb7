/** The invented distributor of work clothing and protective equipment: who buys what, when and why. Money in cents. */
import { dayOf, lastDay, monthOf } from './make-sample-text.mjs';

export const touchpoints = ['product quality', 'price', 'delivery', 'sales rep', 'claims', 'ordering'];

/** planted; tests recover it */
export const truth = {
  customers: 640,
  effectOnLogValue: { 'product quality': 0.02, price: 0, delivery: 0.16, 'sales rep': 0.03, claims: 0, ordering: 0 },
  leakingDesk: 'Desk 5',
  leakedDiscount: 0.17,
  shrinkFrom: '2024-01-01',
  /** added to the logarithm of a line's value for the treated, from the mailing on */
  campaign: { name: 'Jesień 2024', start: '2024-09-16', effectOnLogValue: 0.4 },
  /** who answered the survey of the year before bought by those scores until then */
  newScoresFrom: '2024-01-01',
};

const profiles = {
  key: { share: 0.03, gap: 15, shape: 12, lines: 4, value: 1.5 },
  regular: { share: 0.2, gap: 43, shape: 8, lines: 2.1, value: 0.5 },
  occasional: { share: 0.36, gap: 150, shape: 2, lines: 1.8, value: 0 },
  erratic: { share: 0.17, gap: 190, shape: 0.6, lines: 1.8, value: 0.1 },
  'one-off': { share: 0.13, gap: 5000, shape: 1, lines: 1.6, value: -0.2 },
  cold: { share: 0.11, gap: 0, shape: 1, lines: 0, value: 0 },
};

const categories = {
  'Маски и респираторы': { key: 'masks', margin: 0.38, items: [['Респиратор FFP2 без клапана', 90], ['Респиратор FFP2 с клапаном', 140], ['Респиратор FFP3', 260], ['Полумаска фильтрующая', 1490], ['Фильтр сменный A1', 620], ['Маска трёхслойная, 50 шт', 480]] },
  'Перчатки': { key: 'gloves', margin: 0.33, items: [['Перчатки нитриловые, 100 шт', 890], ['Перчатки трикотажные с ПВХ', 70], ['Перчатки спилковые', 310], ['Перчатки противопорезные', 640], ['Краги сварщика', 980], ['Перчатки утеплённые', 420]] },
  'Жилеты сигнальные': { key: 'vests', margin: 0.42, items: [['Жилет сигнальный, класс 2', 390], ['Жилет сигнальный с карманами', 690], ['Жилет утеплённый сигнальный', 1890], ['Жилет сигнальный с логотипом', 820]] },
  'Куртки и костюмы': { key: 'jackets', margin: 0.27, items: [['Костюм летний «Мастер»', 3290], ['Костюм зимний «Север»', 7890], ['Куртка утеплённая', 4690], ['Костюм сварщика', 5490], ['Халат рабочий', 1590], ['Костюм влагозащитный', 2790]] },
  'Обувь': { key: 'footwear', margin: 0.24, items: [['Ботинки S1P', 3890], ['Ботинки S3', 4990], ['Сапоги ПВХ', 1790], ['Полуботинки S1', 3190], ['Сапоги утеплённые', 4290]] },
  'Каски и очки': { key: 'helmets', margin: 0.35, items: [['Каска защитная', 890], ['Очки открытые', 290], ['Очки закрытые', 590], ['Щиток лицевой', 1090], ['Наушники противошумные', 1390], ['Беруши, 200 пар', 2490]] },
  'Расходные материалы': { key: 'consumables', margin: 0.22, items: [['Салфетки обезжиривающие', 690], ['Крем защитный', 340], ['Аптечка офисная', 1890], ['Лента сигнальная', 260], ['Бахилы, 100 шт', 290], ['Комбинезон одноразовый', 520]] },
};

/** own-brand products of the same use and price as another, which pay better; some customers take them already */
const twins = [
  { of: 'Ботинки S1P', name: 'Ботинки S1P «Своя марка»', price: 0.98, margin: 0.38 },
  { of: 'Куртка утеплённая', name: 'Куртка утеплённая «Своя марка»', price: 0.97, margin: 0.41 },
  { of: 'Костюм летний «Мастер»', name: 'Костюм летний «Своя марка»', price: 1.02, margin: 0.4 },
  { of: 'Салфетки обезжиривающие', name: 'Салфетки «Своя марка»', price: 0.99, margin: 0.4 },
];
/** share of first orders that come with the starter offer: those who stay took it more often */
const starters = { key: 0.6, regular: 0.65, occasional: 0.4, erratic: 0.3, 'one-off': 0.12 };

/** how a kind of customer spreads its orders over the categories, in the order above */
const types = {
  Construction: [1, 3, 4, 4, 4, 4, 1],
  'Food processing': [5, 5, 2.5, 2, 2, 0.5, 4],
  Chemistry: [5, 4, 2, 3, 2, 3, 2],
  Logistics: [2, 3, 5, 3, 4, 1, 1],
  'Retail chain': [2, 4, 3, 3, 2, 0.5, 2],
  Municipal: [1, 3, 5, 4, 3, 1, 1],
  Healthcare: [6, 6, 2, 1, 1, 0.5, 4],
};
const regions = [['Poland', 'Masovia'], ['Poland', 'Silesia'], ['Poland', 'Pomerania'], ['Poland', 'Greater Poland'], ['Kazakhstan', 'Almaty'], ['Kazakhstan', 'Astana'], ['Lithuania', 'Vilnius'], ['Ireland', 'Leinster']];
const rivals = ['Vardeks', 'Ochrona Plentra', 'SafeMorrin', 'Uniselka', 'Bhp Torvex', 'Northgrip Ilva'];
const tiers = { A: 0.12, B: 0.06, C: 0 };

export function makeBase(seed) {
  const chance = random(seed);
  const { uniform, poisson, pick, weighted } = chance;
  const products = Object.entries(categories).flatMap(([category, { key, margin, items }], index) =>
    items.map(([name, price], position) => ({ id: `${key.slice(0, 2).toUpperCase()}-${index + 1}${String(position + 1).padStart(2, '0')}`, name, category, group: key, price, margin, family: key })),
  );
  for (const [index, twin] of twins.entries()) {
    const first = products.find(({ name }) => name === twin.of);
    first.family = `${first.id} и аналоги`;
    first.twin = { ...first, id: `OB-9${String(index + 1).padStart(2, '0')}`, name: twin.name, price: Math.round(first.price * twin.price), margin: twin.margin };
  }
  const customers = makeCustomers(chance);
  const special = plant(customers);
  mail(customers, random(seed + 101));
  askEarlier(customers, random(seed + 202));
  const orders = [];
  for (const customer of customers) for (const day of orderDays(customer, chance)) orders.push({ customer, day });
  orders.sort((one, other) => one.day - other.day || (one.customer.id < other.customer.id ? -1 : 1));
  const lines = [];
  const known = new Set();
  orders.forEach((order, index) => {
    const isFirst = !known.has(order.customer.id);
    known.add(order.customer.id);
    order.promo = isFirst && ((Number(order.customer.id.slice(1)) * 7919) % 100) / 100 < starters[order.customer.profile] ? 'СТАРТ' : '';
    order.id = `СП-${String(index + 1).padStart(6, '0')}`;
    order.channel = uniform() < 0.18 + 0.12 * (order.day / lastDay) ? 'Сайт' : pick(['Телефон', 'Почта', 'Менеджер']);
    const count = Math.max(1, poisson(profiles[order.customer.profile].lines));
    const used = new Set();
    for (let number = 0; number < count; number++) {
      const group = weighted(order.customer.taste);
      const product = pick(products.filter((one) => one.category === Object.keys(categories)[group]));
      if (used.has(product.id)) continue;
      used.add(product.id);
      // every sixth customer has changed over; no draw is made for it, so that all else stays what it is
      lines.push(makeLine(order, product.twin && Number(order.customer.id.slice(1)) % 6 === 2 ? product.twin : product, chance));
    }
  });
  const returns = makeReturns(orders, lines, chance);
  return { products: [...products, ...products.flatMap(({ twin }) => twin ?? [])], customers, orders, lines, returns, special, surveys: makeSurveys(customers, chance), competitors: makeCompetitors(customers, lines, chance), receivables: makeReceivables(orders, lines, chance) };
}

function makeCustomers({ uniform, normal, pick, share }) {
  const starts = ['Trel', 'Vask', 'Orbi', 'Kelm', 'Dravo', 'Sunt', 'Polv', 'Marb', 'Zent', 'Ilva', 'Horn', 'Bask', 'Retr', 'Gild', 'Umbr', 'Wolk'];
  const ends = ['mon', 'dra', 'tex', 'wik', 'sal', 'nor', 'pol', 'gran', 'ster', 'vin', 'lux', 'bud'];
  const forms = { Poland: ['Sp. z o.o.', 'S.A.'], Kazakhstan: ['TOO'], Lithuania: ['UAB'], Ireland: ['Ltd'] };
  const used = new Set();
  return Array.from({ length: truth.customers }, (_, index) => {
    const [country, region] = pick(regions);
    const type = pick(Object.keys(types));
    let name = '';
    while (name === '' || used.has(name)) name = `${pick(starts)}${pick(ends)} ${pick(['Works', 'Group', 'Trade', 'Plant', 'Service', 'Systems', 'Line'])} ${pick(forms[country])}`;
    used.add(name);
    const profile = share(profiles);
    const scores = Object.fromEntries(touchpoints.map((one) => [one, Math.min(10, Math.max(1, Math.round(7.2 + 1.5 * normal())))]));
    const suppliers = uniform() < 0.3 ? 1 : uniform() < 0.5 ? 2 : 3 + Math.floor(uniform() * 3);
    return {
      id: `K${String(index + 1).padStart(5, '0')}`, name, country, region, type, profile, scores, suppliers,
      tier: profile === 'key' ? 'A' : uniform() < 0.35 ? 'B' : 'C',
      desk: `Desk ${1 + Math.floor(uniform() * 8)}`,
      start: uniform() < 0.55 ? 0 : Math.floor(uniform() * lastDay * 0.85),
      end: uniform() < (profile === 'key' ? 0.02 : 0.22) ? Math.floor(lastDay * (0.3 + 0.6 * uniform())) : lastDay,
      level: profiles[profile].value + liking(scores) - liking(middling) + 0.35 * normal(),
      taste: [...types[type]], terms: pick([14, 30, 30, 45, 60]), lateness: share({ prompt: { share: 0.65 }, slow: { share: 0.25 }, bad: { share: 0.1 } }),
      wallet: 0.2 + 0.75 * uniform(), role: '',
    };
  });
}

/** the story: one shrinking key account, mask buyers without vests, giants barely touched */
function plant(customers) {
  const shrinking = customers.find(({ profile }) => profile === 'key');
  Object.assign(shrinking, { role: 'shrinking', start: 0, end: lastDay, level: 2.1, desk: 'Desk 2' });
  const maskOnly = customers.filter(({ profile, type }) => profile === 'regular' && ['Food processing', 'Healthcare', 'Chemistry', 'Logistics'].includes(type)).filter((_, index) => index % 2 === 0).slice(0, 36);
  for (const customer of maskOnly) {
    Object.assign(customer, { role: 'masks without vests', start: 0, end: lastDay });
    customer.taste[0] = 14;
    customer.taste[2] = 0;
  }
  const giants = customers.filter(({ profile, role }) => profile === 'occasional' && role === '').filter((_, index) => index % 13 === 5).slice(0, 14);
  for (const [index, customer] of giants.entries()) Object.assign(customer, { role: 'untouched giant', suppliers: 3 + (index % 3), wallet: 0.02 + 0.004 * index, start: 0, end: lastDay, level: 0.6 });
  return { shrinking: shrinking.id, masksWithoutVests: maskOnly.map(({ id }) => id), untouchedGiants: giants.map(({ id }) => id) };
}

/** the autumn mailing: who is in it, and who of them is left alone */
function mail(customers, { uniform }) {
  for (const customer of customers) {
    const isIn = uniform() < 0.45;
    const group = uniform() < 0.6 ? 'test' : 'kontrola';
    customer.mailing = isIn ? group : '';
  }
}

/** scores of the survey of the year before, for those who answered it */
function askEarlier(customers, { uniform, pick }) {
  for (const customer of customers) {
    const answered = uniform() < 0.5 && customer.profile !== 'cold';
    const day = dayOf('2023-09-01') + Math.floor(100 * uniform());
    const scores = Object.fromEntries(touchpoints.map((one) => [one, Math.min(10, Math.max(1, customer.scores[one] + (uniform() < 0.6 ? pick([-3, -2, -1, 1, 2, 3]) : 0)))]));
    if (answered && customer.start < dayOf('2023-06-01')) customer.earlier = { day, scores };
  }
}

const middling = Object.fromEntries(touchpoints.map((one) => [one, 7]));
const liking = (scores) => touchpoints.reduce((sum, one) => sum + truth.effectOnLogValue[one] * scores[one], 0);

function orderDays(customer, { uniform, gamma }) {
  const { gap, shape } = profiles[customer.profile];
  if (gap === 0) return [];
  if (customer.profile === 'one-off') return [Math.floor(uniform() * lastDay)];
  const days = [];
  const shrinkDay = dayOf(truth.shrinkFrom);
  let day = customer.start + Math.floor(uniform() * gap);
  while (day <= customer.end) {
    days.push(day);
    const season = 1 + 0.25 * Math.cos((2 * Math.PI * (monthOf(day) - 10)) / 12);
    const slower = customer.role === 'shrinking' && day >= shrinkDay ? 4 : 1;
    day += Math.max(1, Math.round(((gamma(shape) / shape) * gap * slower) / season));
  }
  return [...new Set(days)];
}

function makeLine(order, product, { uniform, normal }) {
  const { customer, day } = order;
  const shrunk = customer.role === 'shrinking' && day >= dayOf(truth.shrinkFrom) ? 0.6 : 1;
  const before = customer.earlier && day < dayOf(truth.newScoresFrom) ? liking(customer.earlier.scores) - liking(customer.scores) : 0;
  const mailed = customer.mailing === 'test' && day >= dayOf(truth.campaign.start) ? truth.campaign.effectOnLogValue : 0;
  const qty = Math.max(1, Math.round((Math.exp(3.3 + customer.level + before + mailed + 0.5 * normal()) * shrunk * 60) / Math.sqrt(product.price)));
  const price = Math.round(product.price * 1.05 ** Math.floor(day / 365));
  const discount = customer.desk === truth.leakingDesk ? truth.leakedDiscount + 0.02 * Math.round(2 * uniform()) : tiers[customer.tier] + (uniform() < 0.1 ? 0.03 : 0);
  const net = Math.round(qty * price * (1 - discount));
  const cost = Math.round(qty * price * (1 - product.margin) * (0.98 + 0.04 * uniform()));
  return { order, product, qty, price, discount: Math.round(discount * 100), net, cost };
}

function makeReturns(orders, lines, { uniform }) {
  return lines.flatMap((line) => {
    if (uniform() > 0.012 || line.order.day + 20 > lastDay) return [];
    const qty = Math.max(1, Math.round(line.qty * (0.2 + 0.6 * uniform())));
    const share = qty / line.qty;
    return [{ ...line, order: { ...line.order, id: line.order.id.replace('СП', 'ВЗ'), day: line.order.day + 3 + Math.floor(15 * uniform()) }, qty: -qty, net: -Math.round(line.net * share), cost: -Math.round(line.cost * share) }];
  });
}

function makeSurveys(customers, { uniform }) {
  return customers.flatMap((customer) => {
    const answer = (day, scores, chance) => {
      const mean = touchpoints.reduce((sum, one) => sum + scores[one], 0) / touchpoints.length;
      const nps = Math.min(10, Math.max(0, Math.round(mean + (scores.delivery - 7) * 0.6 + 2 * (chance - 0.5))));
      return touchpoints.map((touchpoint) => ({ customer, day, touchpoint, score: scores[touchpoint], nps }));
    };
    const earlier = customer.earlier ? answer(customer.earlier.day, customer.earlier.scores, 0.5) : [];
    if (customer.profile === 'cold' || uniform() > 0.62) return earlier;
    const day = lastDay - Math.floor(uniform() * 300);
    return [...earlier, ...answer(day, customer.scores, uniform())];
  });
}

function makeCompetitors(customers, lines, { uniform, pick }) {
  const revenue = new Map();
  for (const { order, net } of lines) if (order.day > lastDay - 365) revenue.set(order.customer.id, (revenue.get(order.customer.id) ?? 0) + net);
  return customers.flatMap((customer) => {
    const ours = revenue.get(customer.id) ?? 0;
    customer.demand = customer.role === 'untouched giant' ? 150_000_000 + Math.round(uniform() * 200_000_000) : Math.round(Math.max(ours, 200_000) / (customer.suppliers === 1 ? 0.97 : customer.wallet));
    customer.share = Math.min(1, ours / customer.demand);
    if (customer.suppliers === 1) return [];
    const others = rivals.map((name) => ({ name, place: uniform() })).sort((one, other) => one.place - other.place).slice(0, customer.suppliers - 1).map(({ name }) => name);
    const weights = others.map(() => 0.4 + uniform());
    const all = weights.reduce((sum, weight) => sum + weight, 0);
    const source = customer.role === 'untouched giant' ? 'customs data' : pick(['invoice seen', 'interview', 'interview', 'expert estimate', 'expert estimate']);
    return others.map((competitor, index) => ({ customer, competitor, share: Math.round(((100 * weights[index]) / all) * (1 - customer.share) * 10) / 10, source }));
  });
}

function makeReceivables(orders, lines, { uniform }) {
  const net = new Map();
  for (const line of lines) net.set(line.order.id, (net.get(line.order.id) ?? 0) + line.net);
  const lateDays = { prompt: 4, slow: 28, bad: 85 };
  return orders.flatMap((order, index) => {
    if (order.day < lastDay - 420) return [];
    const due = order.day + order.customer.terms;
    const paid = due - 3 + Math.round(lateDays[order.customer.lateness] * 2 * uniform());
    const amount = Math.round((net.get(order.id) ?? 0) * 1.23);
    return [{ id: `FV/${String(index + 1).padStart(5, '0')}/${order.day < dayOf('2024-01-01') ? 2023 : 2024}`, order, due, amount, paid: paid <= lastDay ? paid : null }];
  });
}

/** own generator (sfc32), so that the same seed gives the same client everywhere */
export function random(seed) {
  let [a, b, c, counter] = [seed | 0, 0x9e3779b9 | 0, 0x243f6a88, 1];
  const uniform = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return (sum >>> 0) / 4294967296;
  };
  for (let turn = 0; turn < 20; turn++) uniform();
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  const gamma = (shape) => {
    if (shape < 1) return gamma(shape + 1) * (1 - uniform()) ** (1 / shape);
    const d = shape - 1 / 3;
    for (;;) {
      const x = normal();
      const v = (1 + x / Math.sqrt(9 * d)) ** 3;
      if (v > 0 && Math.log(1 - uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
    }
  };
  const poisson = (mean) => {
    let count = -1;
    for (let product = 1, limit = Math.exp(-mean); product > limit; count++) product *= uniform();
    return count;
  };
  const pick = (list) => list[Math.floor(uniform() * list.length)];
  const weighted = (weights) => {
    let rest = uniform() * weights.reduce((sum, weight) => sum + weight, 0);
    return Math.max(0, weights.findIndex((weight) => (rest -= weight) < 0));
  };
  const share = (entries) => Object.keys(entries)[weighted(Object.values(entries).map((entry) => entry.share))];
  return { uniform, normal, gamma, poisson, pick, weighted, share };
}
