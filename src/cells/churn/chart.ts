import type { DrawPictures } from '../Picture.ts';

const draw: DrawPictures = (study) => {
  if (study.rows('forest') === 0) return [];
  const n = study.number('n') ?? 0;
  const auc = study.number('holdoutAuc') === null ? study.figure('auc', 'number') : study.figure('holdoutAuc', 'number');
  return [
    {
      table: 'forest',
      title: study.say({ en: `What goes with leaving; a random pair is ordered rightly with probability ${auc}`, ru: `Что связано с уходом; случайная пара упорядочена верно с вероятностью ${auc}`, pl: `Co wiąże się z odejściem; losowa para jest uporządkowana dobrze z prawdopodobieństwem ${auc}` }),
      note: study.say({ en: 'Coefficients on the logit scale with 95 % profile intervals; right of zero means more leave', ru: 'Коэффициенты на логит-шкале с 95 % профильными интервалами; правее нуля уходят чаще', pl: 'Współczynniki na skali logit z profilowymi przedziałami 95 %; na prawo od zera odchodzi więcej' }),
      n,
      chart: { mark: 'dot', x: { column: 'estimate', format: 'number', label: { en: 'Coefficient', ru: 'Коэффициент', pl: 'Współczynnik' } }, y: { column: 'term', label: { en: 'Predictor', ru: 'Предиктор', pl: 'Predyktor' } }, low: { column: 'ci_low' }, high: { column: 'ci_high' }, lines: [{ x: 0 }] },
    },
    {
      table: 'calibration',
      title: study.say({ en: 'Is a probability of 30 % really three in ten?', ru: 'Вероятность 30 % — это правда трое из десяти?', pl: 'Czy prawdopodobieństwo 30 % to naprawdę trzech na dziesięciu?' }),
      note: study.say({ en: 'Tenths of the rows by probability: predicted and observed share', ru: 'Десятые доли строк по вероятности: предсказанная и наблюдавшаяся доля', pl: 'Dziesiąte części wierszy według prawdopodobieństwa: udział przewidziany i zaobserwowany' }),
      n,
      chart: { mark: 'line', x: { column: 'predicted', format: 'share', label: { en: 'Predicted', ru: 'Предсказано', pl: 'Przewidziane' } }, y: { column: 'observed', format: 'share', label: { en: 'Observed', ru: 'Наблюдалось', pl: 'Zaobserwowane' } } },
    },
  ];
};

export default draw;
