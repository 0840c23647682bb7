import type { DrawPictures, Picture } from '../Picture.ts';

const draw: DrawPictures = (study) => {
  const first = study.text('first');
  const why: Picture[] =
    first === null
      ? []
      : [
          {
            table: 'reasons',
            title: study.say({ en: `“${first}” costs most; ${study.figure('fixable', 'share')} of the lost value could be mended`, ru: `Дороже всего «${first}»; исправимо ${study.figure('fixable', 'share')} потерянного`, pl: `Najwięcej kosztuje „${first}”; do naprawienia ${study.figure('fixable', 'share')} straty` }),
            note: study.say({ en: 'Gross profit of the last year of customers who gave the reason; colour: can we mend it', ru: 'Валовая прибыль последнего года клиентов, назвавших причину; цвет — можем ли исправить', pl: 'Zysk brutto ostatniego roku klientów, którzy podali powód; kolor: czy możemy naprawić' }),
            n: study.number('told') ?? 0,
            chart: { mark: 'bar', x: { column: 'value', format: 'money', label: { en: 'Value', ru: 'Стоимость', pl: 'Wartość' } }, y: { column: 'reason', label: { en: 'Reason', ru: 'Причина', pl: 'Powód' } }, fill: { column: 'fixable', scale: 'band', names: { true: { en: 'ours to mend', ru: 'можем исправить', pl: 'do naprawienia' }, false: { en: 'beyond us', ru: 'не от нас', pl: 'poza nami' } }, domain: ['true', 'false'], label: { en: 'Kind', ru: 'Вид', pl: 'Rodzaj' } }, sort: '-value', limit: 15 },
          },
        ];
  const back: Picture[] =
    (study.number('silent') ?? 0) === 0
      ? []
      : [
          {
            table: 'contact',
            title: study.say({ en: `Of the silent who were contacted ${study.figure('back_contacted', 'share')} ordered again, of the others ${study.figure('back_alone', 'share')}`, ru: `Из молчавших, с кем связались, заказали снова ${study.figure('back_contacted', 'share')}, из остальных ${study.figure('back_alone', 'share')}`, pl: `Z milczących, z którymi się skontaktowano, zamówiło znów ${study.figure('back_contacted', 'share')}, z pozostałych ${study.figure('back_alone', 'share')}` }),
            note: study.say({ en: 'Share with an order within 60 days, 95% interval; who is contacted was chosen, not drawn', ru: 'Доля с заказом за 60 дней, 95 %-й интервал; с кем связаться, выбирали, а не тянули жребий', pl: 'Udział z zamówieniem w 60 dni, przedział 95 %; kontakt był wybierany, nie losowany' }),
            n: study.number('silent') ?? 0,
            chart: { mark: 'dot', x: { column: 'return_rate', format: 'share', label: { en: 'Came back', ru: 'Вернулись', pl: 'Wrócili' } }, y: { column: 'contacted', scale: 'band', names: { true: { en: 'contacted', ru: 'связались', pl: 'z kontaktem' }, false: { en: 'not contacted', ru: 'не связались', pl: 'bez kontaktu' } }, label: { en: 'Contact', ru: 'Связь', pl: 'Kontakt' } }, low: 'low', high: 'high' },
          },
        ];
  return [...why, ...back];
};

export default draw;
