import type { DrawPictures, StudyResult } from '../Picture.ts';

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
      title: (study.number('ways') ?? 0) < 2 ? study.say({ en: `${study.figure('most_lost', 'integer')} customers are lost by the only line that can be drawn`, ru: `По единственной возможной границе потеряно клиентов: ${study.figure('most_lost', 'integer')}`, pl: `Według jedynej możliwej granicy straconych klientów jest ${study.figure('most_lost', 'integer')}` }) : study.say({ en: `${study.figure('fewest_lost', 'integer')} to ${study.figure('most_lost', 'integer')} customers are lost, by where the line is drawn`, ru: `Потеряно от ${study.figure('fewest_lost', 'integer')} до ${study.figure('most_lost', 'integer')} клиентов, смотря где граница`, pl: `Straconych jest od ${study.figure('fewest_lost', 'integer')} do ${study.figure('most_lost', 'integer')} klientów, zależnie od granicy` }),
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
        title: savingTitle(study, boundary),
        note: study.say({
          en: `A month: ${study.figure('touches_month', 'number')} messages at ${study.figure('touch_cost', 'money')} and service no longer paid for ${study.figure('gone', 'integer')} customers, less the gross profit of those who would still have come back`,
          ru: `За месяц: сообщения (по ${study.figure('touches_month', 'number')} на клиента, каждое ${study.figure('touch_cost', 'money')}) и тариф за клиентов (${study.figure('gone', 'integer')}), за которые больше не платят, минус прибыль тех, кто всё же вернулся бы`,
          pl: `Miesięcznie: wiadomości (po ${study.figure('touches_month', 'number')} na klienta, każda ${study.figure('touch_cost', 'money')}) i taryfa za klientów (${study.figure('gone', 'integer')}), za które już się nie płaci, minus zysk tych, którzy i tak by wrócili`,
        }),
        n: study.number('customers') ?? 0,
        chart: { mark: 'span' as const, x: { column: 'step', label: '', names: { messages: { en: 'messages', ru: 'сообщения', pl: 'wiadomości' }, tariff: { en: 'service', ru: 'тариф', pl: 'taryfa' }, 'lost returns': { en: 'returns given up', ru: 'упущенные возвраты', pl: 'utracone powroty' }, net: { en: 'net', ru: 'итог', pl: 'netto' } } }, low: { column: 'low', format: 'money' as const, label: { en: 'Amount', ru: 'Сумма', pl: 'Kwota' } }, high: { column: 'high', format: 'money' as const, label: { en: 'Amount', ru: 'Сумма', pl: 'Kwota' } }, text: { column: 'amount', format: 'money' as const } },
      },
    ]),
    ...(study.rows('reactivation') < 2 ? [] : [{
      table: 'reactivation',
      title: study.say({ en: `Of the dead who were written to ${study.figure('written_rate', 'share')} came back, of those left alone ${study.figure('left_rate', 'share')}`, ru: `Из мёртвых, кому писали, вернулись ${study.figure('written_rate', 'share')}, из тех, кого не трогали, — ${study.figure('left_rate', 'share')}`, pl: `Z martwych, do których pisano, wróciło ${study.figure('written_rate', 'share')}, z zostawionych w spokoju ${study.figure('left_rate', 'share')}` }),
      note: study.say({ en: 'Share with an order within 60 days of the first message sent beyond the boundary, 95% interval; an effect only if drawn by lot', ru: 'Доля с заказом за 60 дней после первого сообщения за границей тишины, интервал 95 %; эффект — только если группы по жребию', pl: 'Udział z zamówieniem w 60 dni od pierwszej wiadomości za granicą ciszy, przedział 95 %; efekt tylko przy losowych grupach' }),
      n: study.number('tried') ?? 0,
      chart: { mark: 'dot' as const, x: { column: 'return_rate', format: 'share' as const, label: { en: 'Came back', ru: 'Вернулись', pl: 'Wrócili' } }, y: { column: 'written_to', scale: 'band' as const, label: '', names: { true: { en: 'written to', ru: 'писали', pl: 'pisano' }, false: { en: 'left alone', ru: 'не трогали', pl: 'zostawieni' } } }, low: 'low', high: 'high' },
    }]),
  ];
};

/** what is saved, and on whom: without a boundary nobody is dead, and only those who never bought are left in peace */
function savingTitle(study: StudyResult, boundary: number | null): string {
  const [net, returns] = [study.number('net_saving') ?? 0, study.figure('returns_month', 'money')];
  const [saved, dead, never] = [study.figure('net_saving', 'money'), study.figure('dead', 'integer'), study.figure('never', 'integer')];
  if (net < 0) return study.say({ en: `Keep writing: returns are worth ${returns} a month, more than the messages`, ru: `Писать дальше: возвраты стоят ${returns} в месяц, больше, чем сообщения`, pl: `Pisać dalej: powroty są warte ${returns} miesięcznie, więcej niż wiadomości` });
  if (boundary === null) return study.say({ en: `Not writing to the ${never} who never bought saves ${saved} a month; nobody is known to be dead`, ru: `Если не писать ни разу не купившим (${never}), в месяц экономится ${saved}; мёртвых не видно`, pl: `Niepisanie do tych, którzy nigdy nie kupili (${never}), oszczędza ${saved} miesięcznie; martwych nie widać` });
  return study.say({ en: `Leaving the ${dead} dead and the ${never} who never bought in peace saves ${saved} a month`, ru: `Если не трогать мёртвых (${dead}) и ни разу не купивших (${never}), в месяц экономится ${saved}`, pl: `Pozostawienie w spokoju martwych (${dead}) i tych, którzy nigdy nie kupili (${never}), oszczędza ${saved} miesięcznie` });
}

export default draw;
