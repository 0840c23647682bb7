import type { DrawPictures } from '../Picture.ts';

const draw: DrawPictures = (study) => {
  const n = study.number('n') ?? 0;
  const start = study.number('firstAfter');
  const groups = { treated: { en: 'treated', ru: 'действие', pl: 'objęci' }, control: { en: 'control', ru: 'контроль', pl: 'kontrola' } };
  return [
    ...(study.rows('estimate') > 0
      ? [
          {
            table: 'estimate',
            title: study.say({ en: `The action changed the metric by ${study.figure('estimate', 'number')} (${study.figure('low', 'number')} to ${study.figure('high', 'number')})`, ru: `Действие изменило показатель на ${study.figure('estimate', 'number')} (от ${study.figure('low', 'number')} до ${study.figure('high', 'number')})`, pl: `Działanie zmieniło wskaźnik o ${study.figure('estimate', 'number')} (od ${study.figure('low', 'number')} do ${study.figure('high', 'number')})` }),
            note: study.say({ en: 'Estimate a unit with its 95 % interval, by method', ru: 'Оценка на единицу с 95 % интервалом, по методам', pl: 'Oszacowanie na jednostkę z przedziałem 95 %, według metody' }),
            n,
            chart: { mark: 'dot' as const, x: { column: 'estimate', format: 'number' as const, label: { en: 'Effect', ru: 'Эффект', pl: 'Efekt' } }, y: { column: 'method', label: { en: 'Method', ru: 'Метод', pl: 'Metoda' } }, low: { column: 'ci_low' }, high: { column: 'ci_high' }, lines: [{ x: 0 }] },
          },
        ]
      : []),
    ...(study.rows('trend') > 0
      ? [
          {
            table: 'trend',
            title: study.say({ en: 'Did both groups move alike before?', ru: 'Одинаково ли шли группы до начала?', pl: 'Czy przed startem grupy szły tak samo?' }),
            note: study.say({ en: 'Mean of the outcome by time; the line is the start', ru: 'Среднее показателя по времени; линия — начало', pl: 'Średnia wskaźnika w czasie; linia to start' }),
            n,
            chart: { mark: 'line' as const, x: { column: 'time', format: 'integer' as const, label: { en: 'Time', ru: 'Время', pl: 'Czas' } }, y: { column: 'mean', format: 'number' as const, label: { en: 'Mean', ru: 'Среднее', pl: 'Średnia' } }, stroke: { column: 'group', label: { en: 'Group', ru: 'Группа', pl: 'Grupa' }, names: groups }, ...(start === null ? {} : { lines: [{ x: start }] }) },
          },
        ]
      : []),
  ];
};

export default draw;
