import type { DrawPictures } from '../Picture.ts';

const states = { alarm: { en: 'alarm', ru: 'тревога', pl: 'alarm' }, watch: { en: 'watch', ru: 'внимание', pl: 'uwaga' }, ok: { en: 'in rhythm', ru: 'в ритме', pl: 'w rytmie' }, unknown: { en: 'too few purchases', ru: 'мало покупок', pl: 'za mało zakupów' } };

const draw: DrawPictures = (study) => {
  if (study.rows('customers') === 0) return [];
  const alarms = study.figure('alarms', 'integer');
  const risk = study.figure('at_risk', 'money');
  return [
    {
      table: 'states',
      title: study.say({ en: `${alarms} customers are silent beyond their own rhythm`, ru: `Клиентов, которые молчат дольше собственного ритма: ${alarms}`, pl: `Klienci milczący dłużej niż ich własny rytm: ${alarms}` }),
      note: study.say({ en: 'Customers by state: silence against the own gaps', ru: 'Клиенты по состоянию: тишина против собственных интервалов', pl: 'Klienci według stanu: cisza wobec własnych odstępów' }),
      n: study.rows('customers'),
      chart: { mark: 'bar', x: { column: 'customers', format: 'integer', label: { en: 'Customers', ru: 'Клиентов', pl: 'Klientów' } }, y: { column: 'state', names: states, label: { en: 'State', ru: 'Состояние', pl: 'Stan' } } },
    },
    {
      table: 'calls',
      title: study.say({ en: `Whom to call first: ${risk} is at risk with those in alarm`, ru: `Кому звонить первым: под риском ${risk} у клиентов в тревоге`, pl: `Do kogo dzwonić najpierw: zagrożone ${risk} u klientów w alarmie` }),
      note: study.say({ en: 'Customers by what they brought in the window; the fifteen largest', ru: 'Клиенты по тому, что принесли за период; пятнадцать крупнейших', pl: 'Klienci według tego, co przynieśli w okresie; piętnastu największych' }),
      chart: {
        mark: 'bar',
        x: { column: 'at_risk', format: 'money', label: { en: 'At risk', ru: 'Под риском', pl: 'Zagrożone' } },
        y: { column: 'customer', label: { en: 'Customer', ru: 'Клиент', pl: 'Klient' } },
        fill: { column: 'state', names: states, domain: ['alarm', 'watch'] },
        sort: '-at_risk',
        limit: 15,
      },
    },
  ];
};

export default draw;
