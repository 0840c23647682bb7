import type { DrawPictures } from '../Picture.ts';

const draw: DrawPictures = (study) => {
  const n = study.number('n') ?? 0;
  const start = study.number('firstAfter');
  const groups = { treated: { en: 'treated', ru: 'действие', pl: 'objęci' }, control: { en: 'control', ru: 'контроль', pl: 'kontrola' } };
  const isLog = study.text('isLog') !== null;
  const isRate = study.text('isRate') !== null;
  // a small difference of logarithms is nearly a share
  const format = isLog || isRate ? ('share' as const) : ('number' as const);
  const about = isLog ? { en: 'about ', ru: 'примерно ', pl: 'około ' } : { en: '', ru: '', pl: '' };
  // shares differ by points: by per cent would be read as a part of the share
  const points = { en: 'pp', ru: 'п.\u00A0п.', pl: 'p.p.' };
  const written = (value: number): string => (isRate ? `${study.write(Number((100 * value).toFixed(1)), 'number')}\u00A0${study.say(points)}` : study.write(value, format));
  const [estimate, low, high] = (['estimate', 'low', 'high'] as const).map((fact) => {
    const value = study.number(fact);
    return value === null ? study.write(null, format) : written(isLog ? Math.expm1(value) : value);
  });
  const driftBefore = study.number('driftBefore');
  const moved = (drift: number): string => written(Number(Math.abs(drift).toPrecision(2)));
  const methods = { did: { en: 'difference in differences', ru: 'разность разностей', pl: 'różnica różnic' }, cuped: { en: 'CUPED', ru: 'CUPED', pl: 'CUPED' }, permutation: { en: 'permutation', ru: 'перестановки', pl: 'permutacje' }, twfe: { en: 'effects of unit and time', ru: 'эффекты клиента и времени', pl: 'efekty jednostki i czasu' } };
  const metric = { revenue: { en: 'turnover', ru: 'оборот', pl: 'obrót' }, gross_profit: { en: 'gross profit', ru: 'валовая прибыль', pl: 'zysk brutto' }, orders: { en: 'orders', ru: 'число заказов', pl: 'liczba zamówień' }, ordered: { en: 'the share who ordered', ru: 'доля сделавших заказ', pl: 'udział zamawiających' }, average_check: { en: 'the average check', ru: 'средний чек', pl: 'średni rachunek' }, value_per_line: { en: 'the value of a line', ru: 'стоимость строки', pl: 'wartość pozycji' } };
  const named = metric[(study.text('metric') ?? '') as keyof typeof metric] ?? { en: 'the metric', ru: 'показатель', pl: 'wskaźnik' };
  return [
    ...(study.rows('estimate') > 0
      ? [
          {
            table: 'estimate',
            title: study.say({
              en: `Treated against control: ${named.en}, ${about.en}${estimate} (${low} to ${high})`,
              ru: `Действие против контроля: ${named.ru}, ${about.ru}${estimate} (от ${low} до ${high})`,
              pl: `Objęci wobec kontroli: ${named.pl}, ${about.pl}${estimate} (od ${low} do ${high})`,
            }),
            note: isLog ? study.say({ en: 'Difference of logarithms with its 95% interval, by method', ru: 'Разность логарифмов с 95 % интервалом, по методам', pl: 'Różnica logarytmów z przedziałem 95 %, według metody' }) : study.say({ en: 'Estimate a customer with its 95% interval, by method', ru: 'Оценка на клиента с 95 % интервалом, по методам', pl: 'Oszacowanie na klienta z przedziałem 95 %, według metody' }),
            n,
            chart: { mark: 'dot' as const, x: { column: 'estimate', format: isRate ? ('share' as const) : ('number' as const), label: isRate ? { en: 'Difference of shares', ru: 'Разность долей', pl: 'Różnica udziałów' } : { en: 'Effect', ru: 'Эффект', pl: 'Efekt' } }, y: { column: 'method', label: { en: 'Method', ru: 'Метод', pl: 'Metoda' }, names: methods }, low: { column: 'ci_low' }, high: { column: 'ci_high' }, lines: [{ x: 0 }] },
          },
        ]
      : []),
    ...(study.rows('trend') > 0
      ? [
          {
            table: 'trend',
            title: driftBefore === null ? study.say({ en: 'Too few periods before to say whether both groups moved alike', ru: 'Периодов до начала мало, чтобы судить, одинаково ли шли группы', pl: 'Za mało okresów przed startem, by ocenić, czy grupy szły tak samo' }) : study.say({ en: `Before, the groups drew ${driftBefore > 0 ? 'apart' : 'together'} by ${moved(driftBefore)} a period; the estimate is ${estimate}`, ru: `До начала группы ${driftBefore > 0 ? 'расходились' : 'сходились'} на ${moved(driftBefore)} за период; оценка — ${estimate}`, pl: `Przed startem grupy ${driftBefore > 0 ? 'rozchodziły się' : 'zbliżały się'} o ${moved(driftBefore)} na okres; oszacowanie to ${estimate}` }),
            note: study.say({ en: 'Mean of the outcome by period; the line is the first period of the action', ru: 'Среднее показателя по периодам; линия — первый период действия', pl: 'Średnia wskaźnika według okresów; linia to pierwszy okres działania' }),
            n,
            chart: { mark: 'line' as const, x: { column: 'time', format: 'integer' as const, label: { en: 'Time', ru: 'Время', pl: 'Czas' } }, y: { column: 'mean', format: 'number' as const, label: { en: 'Mean', ru: 'Среднее', pl: 'Średnia' } }, stroke: { column: 'group', label: { en: 'Group', ru: 'Группа', pl: 'Grupa' }, names: groups }, ...(start === null ? {} : { lines: [{ x: start }] }) },
          },
        ]
      : []),
    ...(study.rows('power_curve') > 0
      ? [
          {
            table: 'power_curve',
            title: study.say({ en: `A difference of ${study.figure('detectable', 'number')} a customer would be found four times in five`, ru: `Разница ${study.figure('detectable', 'number')} на клиента нашлась бы в четырёх случаях из пяти`, pl: `Różnica ${study.figure('detectable', 'number')} na klienta zostałaby wykryta w czterech przypadkach na pięć` }),
            note: study.say({ en: `Before the start: probability to find a difference; ${study.figure('treated', 'integer')} treated, ${study.figure('control', 'integer')} control, spread of the metric before`, ru: `До начала: вероятность найти разницу; в действии ${study.figure('treated', 'integer')}, в контроле ${study.figure('control', 'integer')}, разброс показателя до начала`, pl: `Przed startem: prawdopodobieństwo wykrycia różnicy; objętych ${study.figure('treated', 'integer')}, w kontroli ${study.figure('control', 'integer')}, rozrzut wskaźnika przed startem` }),
            n: (study.number('treated') ?? 0) + (study.number('control') ?? 0),
            chart: { mark: 'line' as const, x: { column: 'difference', format: 'number' as const, label: { en: 'True difference a customer', ru: 'Истинная разница на клиента', pl: 'Prawdziwa różnica na klienta' } }, y: { column: 'power', format: 'share' as const, label: { en: 'Chance to find it', ru: 'Шанс её найти', pl: 'Szansa wykrycia' }, domain: [0, 1] }, lines: [{ y: 0.8 }] },
          },
        ]
      : []),
  ];
};

export default draw;
