import type { DrawPictures } from '../Picture.ts';

const draw: DrawPictures = (study) => {
  if (study.rows('curve') === 0) return [];
  const boundary = study.number('boundary');
  const day = study.write(boundary, 'days');
  const threshold = study.number('threshold') ?? 0.1;
  return [
    {
      table: 'curve',
      title: boundary === null ? study.say({ en: 'No silence yet from which customers do not return', ru: 'Пока нет срока тишины, после которого не возвращаются', pl: 'Nie ma jeszcze ciszy, po której klienci nie wracają' }) : study.say({ en: `After ${day} of silence fewer than ${study.write(threshold, 'share')} come back`, ru: `После тишины в ${day} возвращаются менее ${study.write(threshold, 'share')}`, pl: `Po ciszy ${day} wraca mniej niż ${study.write(threshold, 'share')}` }),
      note: study.say({ en: 'Share of silences that ended within the horizon, by their length', ru: 'Доля пауз, прервавшихся в пределах горизонта, по их длине', pl: 'Udział przerw zakończonych w horyzoncie, według długości' }),
      n: study.number('customers') ?? 0,
      chart: {
        mark: 'line',
        x: { column: 'silence', format: 'integer', label: { en: 'Days of silence', ru: 'Дней тишины', pl: 'Dni ciszy' } },
        y: { column: 'probability', format: 'share', label: { en: 'Return', ru: 'Возвращаются', pl: 'Wraca' } },
        lines: [{ y: threshold }, ...(boundary === null ? [] : [{ x: boundary, label: { en: 'boundary', ru: 'граница', pl: 'granica' } }])],
      },
    },
    {
      table: 'boundaries',
      title: study.say({ en: 'Who counts as lost depends on where the line is drawn', ru: 'Кто потерян, зависит от того, где провести границу', pl: 'Kto jest stracony, zależy od tego, gdzie poprowadzić granicę' }),
      note: study.rows('boundaries') > 2
        ? study.say({ en: 'Customers lost, by the return curve of all, by the 95th percentile of their own gaps, by P(alive) under 20%', ru: 'Потерянные клиенты: по общей кривой возврата, по 95-му процентилю собственных интервалов, по P(жив) ниже 20 %', pl: 'Straceni klienci: według wspólnej krzywej powrotów, 95. percentyla własnych odstępów, P(aktywny) poniżej 20 %' })
        : study.say({ en: 'Customers lost, by the return curve of all and by the 95th percentile of their own gaps', ru: 'Потерянные клиенты: по общей кривой возврата и по 95-му процентилю собственных интервалов', pl: 'Straceni klienci: według wspólnej krzywej powrotów i według 95. percentyla własnych odstępów' }),
      n: study.number('customers') ?? 0,
      chart: {
        mark: 'bar',
        x: { column: 'lost', format: 'integer', label: { en: 'Customers', ru: 'Клиентов', pl: 'Klientów' } },
        y: { column: 'definition', label: '', names: { return: { en: 'return curve', ru: 'кривая возврата', pl: 'krzywa powrotów' }, 'own rhythm': { en: 'own rhythm', ru: 'свой ритм', pl: 'własny rytm' }, p_alive: { en: 'P(alive)', ru: 'P(жив)', pl: 'P(aktywny)' } } },
      },
    },
    {
      table: 'states',
      title: study.say({ en: `${study.figure('dead_share', 'share')} of the base is dead or never bought`, ru: `Мёртвых и ни разу не покупавших: ${study.figure('dead_share', 'share')} базы`, pl: `${study.figure('dead_share', 'share')} bazy jest martwe albo nigdy nie kupiło` }),
      note: study.say({ en: 'Customers by state; dead: silent beyond the boundary', ru: 'Клиенты по состоянию; мёртвые молчат дольше границы', pl: 'Klienci według stanu; martwi milczą dłużej niż granica' }),
      n: study.number('customers') ?? 0,
      chart: { mark: 'bar', x: { column: 'customers', format: 'integer', label: { en: 'Customers', ru: 'Клиентов', pl: 'Klientów' } }, y: { column: 'state', label: '', names: { alive: { en: 'alive', ru: 'живые', pl: 'żywi' }, dead: { en: 'dead', ru: 'мёртвые', pl: 'martwi' }, 'never bought': { en: 'never bought', ru: 'не покупали', pl: 'nigdy nie kupili' }, unknown: { en: 'unknown', ru: 'неизвестно', pl: 'nieznane' } } } },
    },
    ...((study.number('saved') ?? 0) === 0 ? [] : [
      {
        table: 'saving',
        title: (study.number('net_saving') ?? 0) >= 0 ? study.say({ en: `Leaving them in peace saves ${study.figure('net_saving', 'money')} a month`, ru: `Если их не трогать, в месяц экономится ${study.figure('net_saving', 'money')}`, pl: `Pozostawienie ich w spokoju oszczędza ${study.figure('net_saving', 'money')} miesięcznie` }) : study.say({ en: `Keep writing: returns are worth ${study.figure('returns_month', 'money')} a month, messages cost ${study.figure('saved', 'money')}`, ru: `Писать дальше: возвраты стоят ${study.figure('returns_month', 'money')} в месяц, а сообщения — ${study.figure('saved', 'money')}`, pl: `Pisać dalej: powroty są warte ${study.figure('returns_month', 'money')} miesięcznie, a wiadomości kosztują ${study.figure('saved', 'money')}` }),
        note: study.say({ en: 'A month: messages and service no longer paid, less the gross profit of those who would still have come back', ru: 'За месяц: сообщения и сервис, за которые больше не платят, минус прибыль тех, кто всё же вернулся бы', pl: 'Miesięcznie: wiadomości i usługa, za które już się nie płaci, minus zysk tych, którzy jednak by wrócili' }),
        n: study.number('customers') ?? 0,
        chart: { mark: 'span' as const, x: { column: 'step', label: '', names: { messages: { en: 'messages', ru: 'сообщения', pl: 'wiadomości' }, tariff: { en: 'service', ru: 'тариф', pl: 'taryfa' }, 'lost returns': { en: 'returns given up', ru: 'упущенные возвраты', pl: 'utracone powroty' }, net: { en: 'net', ru: 'итог', pl: 'netto' } } }, low: { column: 'low', format: 'money' as const, label: { en: 'Amount', ru: 'Сумма', pl: 'Kwota' } }, high: { column: 'high', format: 'money' as const, label: { en: 'Amount', ru: 'Сумма', pl: 'Kwota' } }, text: { column: 'amount', format: 'money' as const } },
      },
    ]),
  ];
};

export default draw;
