import type { DrawPictures } from '../Picture.ts';

const draw: DrawPictures = (study) => {
  const worst = study.text('worst');
  if (study.rows('touchpoints') === 0 || worst === null) return [];
  const points = study.write(Math.round(study.number('worst_csi') ?? 0), 'integer');
  return [
    {
      table: 'touchpoints',
      title: study.say({ en: `Customers are least satisfied with “${worst}”: ${points} of 100`, ru: `Меньше всего довольны точкой «${worst}»: ${points} из 100`, pl: `Najmniej zadowoleni są z „${worst}”: ${points} na 100` }),
      note: study.say({ en: 'Mean satisfaction, 0 to 100, by touchpoint; 95% interval', ru: 'Средняя удовлетворённость, от 0 до 100, по точкам контакта; интервал 95 %', pl: 'Średnia satysfakcja, od 0 do 100, według punktów kontaktu; przedział 95 %' }),
      n: study.number('customers') ?? 0,
      chart: { mark: 'dot', x: { column: 'csi', format: 'integer', label: 'CSI' }, y: { column: 'touchpoint', scale: 'band', label: { en: 'Touchpoint', ru: 'Точка контакта', pl: 'Punkt kontaktu' } }, low: 'ci_low', high: 'ci_high', sort: '-csi' },
    },
    ...(study.rows('coverage') < 2 ? [] : [{
      table: 'coverage',
      title: study.say({
        en: `${study.figure('answered_share', 'share')} of active customers answered; they bring ${study.figure('answered_each', 'money')} each, the silent ${study.figure('silent_each', 'money')}`,
        ru: `Ответили ${study.figure('answered_share', 'share')} активных клиентов; они приносят по ${study.figure('answered_each', 'money')}, промолчавшие — по ${study.figure('silent_each', 'money')}`,
        pl: `Odpowiedziało ${study.figure('answered_share', 'share')} aktywnych klientów; przynoszą po ${study.figure('answered_each', 'money')}, milczący po ${study.figure('silent_each', 'money')}`,
      }),
      note: study.say({ en: 'Mean turnover of the window, of those who answered in it and of the other buyers', ru: 'Средняя выручка за период: ответившие в нём и остальные покупатели', pl: 'Średni przychód okresu: ci, którzy w nim odpowiedzieli, i pozostali kupujący' }),
      n: study.number('active') ?? 0,
      chart: { mark: 'bar' as const, x: { column: 'revenue_each', format: 'money' as const, label: { en: 'Turnover each', ru: 'Выручка на клиента', pl: 'Przychód na klienta' } }, y: { column: 'answer', label: '', names: { answered: { en: 'answered', ru: 'ответили', pl: 'odpowiedzieli' }, silent: { en: 'silent', ru: 'промолчали', pl: 'milczący' } } } },
    }]),
  ];
};

export default draw;
