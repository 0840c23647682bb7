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
            table: 'errors',
            title: loss <= naive ? study.say({ en: 'The own rhythm foretells better than the last gap', ru: 'Собственный ритм предсказывает лучше, чем последний интервал', pl: 'Własny rytm przewiduje lepiej niż ostatni odstęp' }) : study.say({ en: 'The own rhythm foretells no better than the last gap', ru: 'Собственный ритм предсказывает не лучше последнего интервала', pl: 'Własny rytm nie przewiduje lepiej niż ostatni odstęp' }),
            note: study.say({ en: `Pinball loss in days for the hidden last gap, at the 10, 50 and 90% quantiles (median: ${study.write(loss, 'number')} against ${study.write(naive, 'number')})`, ru: `Ошибка (pinball) в днях по скрытому последнему интервалу, для квантилей 10, 50 и 90 % (медиана: ${study.write(loss, 'number')} против ${study.write(naive, 'number')})`, pl: `Strata pinball w dniach dla ukrytego ostatniego odstępu, dla kwantyli 10, 50 i 90 % (mediana: ${study.write(loss, 'number')} wobec ${study.write(naive, 'number')})` }),
            n: study.number('judged') ?? 0,
            chart: { mark: 'dot', x: { column: 'loss', format: 'number', label: { en: 'Loss, days', ru: 'Ошибка, дней', pl: 'Strata, dni' } }, y: { column: 'level', scale: 'band', format: 'share', label: { en: 'Quantile', ru: 'Квантиль', pl: 'Kwantyl' } }, fill: { column: 'forecast', names: { 'own rhythm': { en: 'own rhythm', ru: 'свой ритм', pl: 'własny rytm' }, 'as last time': { en: 'as last time', ru: 'как в прошлый раз', pl: 'jak ostatnio' } }, label: { en: 'Forecast', ru: 'Прогноз', pl: 'Prognoza' } } },
          } as const,
        ]),
  ];
};

export default draw;
