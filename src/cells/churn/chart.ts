import type { DrawPictures } from '../Picture.ts';

/** our own features; those of a person's data keep their names */
const features = {
  recency_days: { en: 'days since the last purchase', ru: 'дней с последней покупки', pl: 'dni od ostatniego zakupu' },
  orders: { en: 'purchases in the window', ru: 'покупок за период', pl: 'zakupów w okresie' },
  average_check: { en: 'average purchase (log)', ru: 'средняя покупка (лог.)', pl: 'średni zakup (log)' },
  tenure_days: { en: 'days since the first purchase', ru: 'дней с первой покупки', pl: 'dni od pierwszego zakupu' },
};

const rows = { learned: { en: 'learned from', ru: 'на обучении', pl: 'z uczenia' }, later: { en: 'later customers', ru: 'на более поздних', pl: 'późniejsi' } };

const draw: DrawPictures = (study) => {
  if (study.rows('forest') === 0) return [];
  const n = study.number('n') ?? 0;
  const isJudgedLater = study.number('holdoutAuc') !== null;
  const auc = study.figure(isJudgedLater ? 'holdoutAuc' : 'auc', 'share');
  const flagged = study.text('flagged');
  const missed = study.write(Math.round(1000 * (study.number('missedBy') ?? 0)) / 10, 'number');
  return [
    {
      table: 'forest',
      title: study.say({ en: `What goes with leaving; of a leaver and a stayer ${auc} of pairs are told apart`, ru: `Что связано с уходом; пары «ушёл — остался» различены в ${auc} случаев`, pl: `Co wiąże się z odejściem; pary „odszedł – został” rozróżnione w ${auc}` }),
      note: study.say({ en: 'Change of the log odds for one standard deviation, 95% profile intervals; right of zero more leave', ru: 'Изменение логарифма шансов на одно стандартное отклонение, 95 % профильные интервалы; правее нуля уходят чаще', pl: 'Zmiana logarytmu szans na jedno odchylenie standardowe, profilowe przedziały 95 %; na prawo od zera odchodzi więcej' }),
      n,
      chart: { mark: 'dot', x: { column: 'per_deviation', format: 'number', label: { en: 'Log odds for one deviation', ru: 'Логарифм шансов на отклонение', pl: 'Logarytm szans na odchylenie' } }, y: { column: 'term', label: { en: 'Predictor', ru: 'Предиктор', pl: 'Predyktor' }, names: features }, low: { column: 'ci_low' }, high: { column: 'ci_high' }, lines: [{ x: 0 }] },
    },
    {
      table: isJudgedLater ? 'holdout_calibration' : 'calibration',
      title: study.say({ en: `The probabilities miss what happened by ${missed} percentage points on average`, ru: `Вероятности расходятся с тем, что вышло, в среднем на ${missed} п. п.`, pl: `Prawdopodobieństwa mijają się z tym, co się stało, średnio o ${missed} p.p.` }),
      note: isJudgedLater
        ? study.say({ en: 'Tenths by probability on later customers, whom the model had not seen; on the dashed line it is right', ru: 'Десятые доли по вероятности на более поздних клиентах, которых модель не видела; на пунктире она права', pl: 'Dziesiąte części według prawdopodobieństwa na późniejszych klientach, których model nie widział; na linii przerywanej ma rację' })
        : study.say({ en: 'Tenths of the rows by probability; on the dashed line predicted and observed agree', ru: 'Десятые доли строк по вероятности; на пунктире предсказанное совпадает с наблюдавшимся', pl: 'Dziesiąte części wierszy według prawdopodobieństwa; na linii przerywanej przewidziane i zaobserwowane są zgodne' }),
      n,
      chart: { mark: 'line', x: { column: 'predicted', format: 'share', label: { en: 'Predicted', ru: 'Предсказано', pl: 'Przewidziane' } }, y: { column: 'observed', format: 'share', label: { en: 'Observed', ru: 'Наблюдалось', pl: 'Zaobserwowane' } }, low: { column: 'predicted' }, high: { column: 'predicted' }, interval: 'curve' },
    },
    ...(study.rows('gains') > 0
      ? [
          {
            table: 'gains',
            title: study.say({ en: `The likeliest tenth holds ${study.figure('caughtByTenth', 'share')} of those who leave`, ru: `В самой вероятной десятой части — ${study.figure('caughtByTenth', 'share')} уходящих`, pl: `W najbardziej prawdopodobnej dziesiątej części jest ${study.figure('caughtByTenth', 'share')} odchodzących` }),
            note: study.say({ en: 'Share of those who left among the likeliest; dashed: a list drawn by lot', ru: 'Доля ушедших среди самых вероятных; пунктир — список наугад', pl: 'Udział odchodzących wśród najbardziej prawdopodobnych; linia przerywana: lista losowa' }),
            n,
            chart: { mark: 'line' as const, x: { column: 'share', format: 'share' as const, label: { en: 'Customers on the list', ru: 'Клиентов в списке', pl: 'Klienci na liście' } }, y: { column: 'captured', format: 'share' as const, label: { en: 'Leavers caught', ru: 'Поймано уходящих', pl: 'Złapani odchodzący' } }, ...(isJudgedLater ? { stroke: { column: 'rows', label: { en: 'Rows', ru: 'Строки', pl: 'Wiersze' }, names: rows } } : {}), low: { column: 'by_chance' }, high: { column: 'by_chance' }, interval: 'curve' as const },
          },
        ]
      : []),
    ...(study.rows('thresholds') > 0
      ? [
          {
            table: 'thresholds',
            title: flagged === null ? study.say({ en: 'No score is a red flag by itself', ru: 'Ни одна оценка сама по себе не красный флаг', pl: 'Żadna ocena sama nie jest czerwoną flagą' }) : study.say({ en: `Red flags: ${flagged}`, ru: `Красные флаги: ${flagged}`, pl: `Czerwone flagi: ${flagged}` }),
            note: study.say({ en: 'Share that left at or under the score less the share above it, Newcombe’s interval widened for all thresholds tried; the best one of each touchpoint', ru: 'Доля ушедших при оценке не выше порога минус доля выше него, интервал Ньюкомба с поправкой на число порогов; лучший порог каждой точки', pl: 'Udział odejść przy ocenie do progu minus udział powyżej, przedział Newcombe’a z poprawką na liczbę progów; najlepszy próg każdego punktu' }),
            n,
            chart: { mark: 'dot' as const, x: { column: 'difference', format: 'share' as const, label: { en: 'More leave, by share', ru: 'Насколько чаще уходят', pl: 'O ile częściej odchodzą' } }, y: { column: 'touchpoint', label: { en: 'Touchpoint', ru: 'Точка контакта', pl: 'Punkt styku' } }, low: { column: 'ci_low' }, high: { column: 'ci_high' }, text: { column: 'label' }, lines: [{ x: 0 }] },
          },
        ]
      : []),
  ];
};

export default draw;
