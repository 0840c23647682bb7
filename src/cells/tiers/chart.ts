import type { DrawPictures } from '../Picture.ts';

const draw: DrawPictures = (study) => {
  if (study.rows('customers') === 0) return [];
  return [
    {
      table: 'near',
      title: study.say({ en: `${study.figure('near', 'integer')} customers are within a fifth of the next tier`, ru: `До следующего порога осталось не больше пятой части у ${study.figure('near', 'integer')} клиентов`, pl: `${study.figure('near', 'integer')} klientów dzieli od progu najwyżej jedna piąta` }),
      note: study.say({ en: 'Share of the threshold bought; then the chance at the usual pace', ru: 'Доля порога, уже купленная; за ней вероятность при обычном темпе', pl: 'Kupiona część progu; dalej szansa przy zwykłym tempie' }),
      chart: { mark: 'bar', x: { column: 'done_share', format: 'share', label: { en: 'Done', ru: 'Выполнено', pl: 'Wykonano' } }, y: { column: 'customer', label: { en: 'Customer', ru: 'Клиент', pl: 'Klient' } }, fill: { column: 'probability', format: 'share', label: { en: 'Chance', ru: 'Вероятность', pl: 'Szansa' } }, text: { column: 'probability', format: 'share' }, sort: '-done_share', limit: 20 },
    },
  ];
};

export default draw;
