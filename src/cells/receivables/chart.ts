import type { DrawPictures } from '../Picture.ts';

const draw: DrawPictures = (study) => {
  if (study.rows('customers') === 0) return [];
  const overdue = study.figure('overdue', 'money');
  const share = study.figure('overdue_share', 'share');
  const debtors = study.figure('debtors', 'integer');
  const days = study.figure('weighted_days', 'days');
  const spanOf = (span: string) => ({ en: `${span} days`, ru: `${span} дней`, pl: `${span} dni` });
  const names = { not_due: { en: 'not due', ru: 'срок не наступил', pl: 'przed terminem' }, '1-30': spanOf('1–30'), '31-60': spanOf('31–60'), '61-90': spanOf('61–90'), '90+': { en: 'over 90 days', ru: 'больше 90 дней', pl: 'ponad 90 dni' } };
  return [
    {
      table: 'ageing',
      title: study.say({ en: `${overdue} is overdue, ${share} of the balance`, ru: `Просрочено ${overdue}: ${share} задолженности`, pl: `Po terminie jest ${overdue}, czyli ${share} salda` }),
      note: study.say({ en: 'Open amount by days past the due date', ru: 'Открытая сумма по дням просрочки', pl: 'Kwota otwarta według dni po terminie' }),
      n: study.rows('customers'),
      chart: { mark: 'bar', x: { column: 'amount', format: 'money', label: { en: 'Open amount', ru: 'Открыто', pl: 'Kwota otwarta' } }, y: { column: 'bucket', names, label: { en: 'Days overdue', ru: 'Дней просрочки', pl: 'Dni po terminie' } } },
    },
    {
      table: 'worklist',
      title: study.say({ en: `${debtors} customers owe it, ${days} late on average`, ru: `Должников: ${debtors}, средняя просрочка ${days}`, pl: `Dłużników: ${debtors}, średnie opóźnienie ${days}` }),
      note: study.say({ en: 'The fifteen largest overdue amounts', ru: 'Пятнадцать крупнейших просрочек', pl: 'Piętnaście największych kwot po terminie' }),
      chart: {
        mark: 'bar',
        x: { column: 'overdue', format: 'money', label: { en: 'Overdue', ru: 'Просрочено', pl: 'Po terminie' } },
        y: { column: 'customer', label: { en: 'Customer', ru: 'Клиент', pl: 'Klient' } },
        fill: { column: 'bucket', names, domain: ['1-30', '31-60', '61-90', '90+'] },
        sort: '-overdue',
        limit: 15,
      },
    },
  ];
};

export default draw;
