import type { DrawPictures } from '../Picture.ts';

const draw: DrawPictures = (study) => {
  if (study.rows('response') === 0) return [];
  const cost = study.number('cost');
  const gain = study.figure('gain', 'money');
  const visits = { en: 'Visits a month', ru: 'Визитов в месяц', pl: 'Wizyt w miesiącu' };
  return [
    {
      table: 'response',
      title: cost === null ? study.say({ en: `A second visit in a month goes with ${gain} of gross profit`, ru: `Второй визит в месяце связан с ${gain} валовой прибыли`, pl: `Druga wizyta w miesiącu wiąże się z ${gain} zysku brutto` }) : study.say({ en: `A second visit in a month goes with ${gain} of gross profit and costs ${study.write(cost, 'money')}`, ru: `Второй визит в месяце связан с ${gain} валовой прибыли и стоит ${study.write(cost, 'money')}`, pl: `Druga wizyta w miesiącu wiąże się z ${gain} zysku brutto i kosztuje ${study.write(cost, 'money')}` }),
      note: study.say({ en: 'Gross profit beside one more visit, by visits already made; within the same customer, 95% interval; the line is the cost', ru: 'Валовая прибыль рядом с ещё одним визитом, по числу уже сделанных; внутри клиента, 95 %-й интервал; линия — стоимость', pl: 'Zysk brutto przy jeszcze jednej wizycie, według już odbytych; u tego samego klienta, przedział 95 %; linia to koszt' }),
      n: study.number('customers') ?? 0,
      chart: { mark: 'line', x: { column: 'visits', format: 'integer', label: visits }, y: { column: 'gain', format: 'money', label: { en: 'Gross profit of a visit', ru: 'Валовая прибыль визита', pl: 'Zysk brutto wizyty' } }, low: 'gain_low', high: 'gain_high', lines: [{ y: 0 }, ...(cost === null ? [] : [{ y: cost, label: { en: 'cost', ru: 'стоимость', pl: 'koszt' } }])] },
    },
    {
      table: 'advice',
      title: study.say({ en: 'Visits made now by size of the customer, and where they stop paying', ru: 'Сколько ездим по размеру клиента и где визиты перестают окупаться', pl: 'Ile jeździmy według wielkości klienta i gdzie wizyty przestają się opłacać' }),
      note: study.say({ en: 'Visits a month now and the optimum by the point estimate, by quarter of turnover; never beyond what was tried', ru: 'Визитов в месяц сейчас и оптимум по точечной оценке, по четвертям выручки; не больше испробованного', pl: 'Wizyty w miesiącu teraz i optimum według oszacowania, według ćwiartek przychodu; nigdy ponad wypróbowane' }),
      n: study.number('customers') ?? 0,
      chart: { mark: 'dot', x: { column: 'visits', format: 'number', label: visits }, y: { column: 'turnover_class', scale: 'band', label: { en: 'Quarter of turnover', ru: 'Четверть по выручке', pl: 'Ćwiartka przychodu' }, names: { '1': { en: 'smallest quarter', ru: 'мелкая четверть', pl: 'najmniejsza ćwiartka' }, '2': { en: 'second', ru: 'вторая', pl: 'druga' }, '3': { en: 'third', ru: 'третья', pl: 'trzecia' }, '4': { en: 'largest quarter', ru: 'крупная четверть', pl: 'największa ćwiartka' } } }, fill: { column: 'what', names: { now: { en: 'now', ru: 'сейчас', pl: 'teraz' }, optimum: { en: 'optimum', ru: 'оптимум', pl: 'optimum' } }, label: { en: 'Visits', ru: 'Визиты', pl: 'Wizyty' } } },
    },
  ];
};

export default draw;
