import type { DrawPictures } from '../Picture.ts';

const draw: DrawPictures = (study) => {
  if (study.rows('customers') === 0) return [];
  const horizon = study.figure('horizon', 'integer');
  const [loss, naive] = [study.number('loss'), study.number('naive_loss')];
  return [
    {
      table: 'calendar',
      title: study.say({ en: `${study.figure('value', 'money')} of orders are due within ${horizon} days`, ru: `За ${horizon} дней ждём заказов на ${study.figure('value', 'money')}`, pl: `W ciągu ${horizon} dni oczekujemy zamówień za ${study.figure('value', 'money')}` }),
      note: study.say({ en: `Usual value of the orders that ${study.figure('due', 'integer')} customers owe by their own rhythm, by week; late ones in the first`, ru: `Обычная стоимость заказов, ожидаемых по собственному ритму, по неделям (клиентов: ${study.figure('due', 'integer')}); опоздавшие — в первой`, pl: `Zwykła wartość zamówień oczekiwanych według własnego rytmu, tygodniami (klienci: ${study.figure('due', 'integer')}); spóźnione w pierwszym` }),
      n: study.number('due') ?? 0,
      chart: { mark: 'bar', x: { column: 'week', label: { en: 'Week from', ru: 'Неделя с', pl: 'Tydzień od' } }, y: { column: 'value', format: 'money', label: { en: 'Expected value', ru: 'Ожидаемая сумма', pl: 'Oczekiwana wartość' } } },
    },
    ...(loss === null || naive === null || study.rows('accuracy') === 0
      ? []
      : [
          {
            table: 'accuracy',
            title: loss <= naive ? study.say({ en: 'The own rhythm foretells better than the last gap', ru: 'Собственный ритм предсказывает лучше, чем последний интервал', pl: 'Własny rytm przewiduje lepiej niż ostatni odstęp' }) : study.say({ en: 'The own rhythm foretells no better than the last gap', ru: 'Собственный ритм предсказывает не лучше последнего интервала', pl: 'Własny rytm nie przewiduje lepiej niż ostatni odstęp' }),
            note: study.say({ en: `Pinball loss in days for the hidden last gap, bar from own rhythm to “as last time” (${study.write(loss, 'number')} and ${study.write(naive, 'number')} at the median)`, ru: `Ошибка (pinball) в днях по скрытому последнему интервалу; полоса — от ритма до «как в прошлый раз» (медиана: ${study.write(loss, 'number')} и ${study.write(naive, 'number')})`, pl: `Strata pinball w dniach dla ukrytego ostatniego odstępu; pasek od rytmu do „jak ostatnio” (mediana: ${study.write(loss, 'number')} i ${study.write(naive, 'number')})` }),
            n: study.number('judged') ?? 0,
            chart: { mark: 'span', y: { column: 'level', format: 'share', label: { en: 'Quantile', ru: 'Квантиль', pl: 'Kwantyl' } }, low: { column: 'own_rhythm', format: 'number', label: { en: 'Own rhythm, days', ru: 'Свой ритм, дней', pl: 'Własny rytm, dni' } }, high: { column: 'naive', format: 'number', label: { en: 'As last time, days', ru: 'Как в прошлый раз, дней', pl: 'Jak ostatnio, dni' } } },
          } as const,
        ]),
  ];
};

export default draw;
