import type { DrawPictures, StudyResult } from '../Picture.ts';

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
      title: adviceTitle(study),
      note: study.say({ en: 'Visits a month now and the optimum by the point estimate, by quarter of turnover; never beyond what was tried', ru: 'Визитов в месяц сейчас и оптимум по точечной оценке, по четвертям выручки; не больше испробованного', pl: 'Wizyty w miesiącu teraz i optimum według oszacowania, według ćwiartek przychodu; nigdy ponad wypróbowane' }),
      n: study.number('customers') ?? 0,
      chart: { mark: 'dot', x: { column: 'visits', format: 'number', label: visits }, y: { column: 'turnover_class', scale: 'band', label: { en: 'Quarter of turnover', ru: 'Четверть по выручке', pl: 'Ćwiartka przychodu' }, names: { '1': { en: 'smallest quarter', ru: 'мелкая четверть', pl: 'najmniejsza ćwiartka' }, '2': { en: 'second', ru: 'вторая', pl: 'druga' }, '3': { en: 'third', ru: 'третья', pl: 'trzecia' }, '4': { en: 'largest quarter', ru: 'крупная четверть', pl: 'największa ćwiartka' } } }, fill: { column: 'what', names: { now: { en: 'now', ru: 'сейчас', pl: 'teraz' }, optimum: { en: 'optimum', ru: 'оптимум', pl: 'optimum' } }, label: { en: 'Visits', ru: 'Визиты', pl: 'Wizyty' } } },
    },
  ];
};

function adviceTitle(study: StudyResult): string {
  const rate = (fact: string): string => study.write(Math.round(10 * (study.number(fact) ?? 0)) / 10, 'number');
  const [large, small] = [rate('visits_top'), rate('visits_small')];
  const top = study.number('optimum_top');
  if (top === null) return study.say({ en: `The largest get ${large} visits a month, the smallest ${small}; where visits stop paying cannot be told`, ru: `К крупным ездят ${large} раза в месяц, к мелким ${small}; где визиты перестают окупаться, не видно`, pl: `Do największych jeździ się ${large} razy w miesiącu, do najmniejszych ${small}; gdzie wizyty przestają się opłacać, nie widać` });
  const beyond = study.text('beyond_top') === 'yes' ? { en: ' and more', ru: ' и больше', pl: ' i więcej' } : { en: '', ru: '', pl: '' };
  const pays = rate('optimum_top');
  const little = (study.number('optimum_small') ?? 0) <= 0.05 ? { en: 'none', ru: 'ни одного', pl: 'ani jednej' } : { en: rate('optimum_small'), ru: rate('optimum_small'), pl: rate('optimum_small') };
  return study.say({
    en: `Visits a month that pay: ${pays}${beyond.en} with the largest (now ${large}), ${little.en} with the smallest (now ${small})`,
    ru: `Окупается визитов в месяц: у крупных ${pays}${beyond.ru} (сейчас ${large}), у мелких ${little.ru} (сейчас ${small})`,
    pl: `Opłaca się wizyt w miesiącu: u największych ${pays}${beyond.pl} (teraz ${large}), u najmniejszych ${little.pl} (teraz ${small})`,
  });
}

export default draw;
