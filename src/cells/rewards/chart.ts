import type { DrawPictures } from '../Picture.ts';

const forms = { discount: { en: 'discount', ru: 'скидка', pl: 'rabat' }, bonus: { en: 'bonus for volume', ru: 'бонус за объём', pl: 'bonus za wolumen' }, bonus_paid: { en: 'bonus of campaigns', ru: 'бонус акций', pl: 'bonus akcji' }, joint_marketing: { en: 'joint marketing', ru: 'совместный маркетинг', pl: 'wspólny marketing' } } as const;
const drivers = { volume: { en: 'volume', ru: 'объём', pl: 'wolumen' }, breadth: { en: 'breadth', ru: 'ширина', pl: 'szerokość' }, regularity: { en: 'regularity', ru: 'системность', pl: 'systematyczność' }, margin_before: { en: 'margin of the mix', ru: 'маржа микса', pl: 'marża miksu' } } as const;

const draw: DrawPictures = (study) => {
  if (study.rows('customers') === 0) return [];
  const paid = Object.entries(drivers).find(([name]) => name === study.text('paid_for'))?.[1];
  return [
    {
      table: 'forms',
      title: study.say({ en: `Rewards take ${study.figure('reward_share', 'share')} of list: ${study.figure('reward', 'money')}`, ru: `Поощрения забирают ${study.figure('reward_share', 'share')} прайса: ${study.figure('reward', 'money')}`, pl: `Nagrody zabierają ${study.figure('reward_share', 'share')} cennika: ${study.figure('reward', 'money')}` }),
      note: study.say({ en: 'By form, of the window', ru: 'По видам, за период', pl: 'Według formy, w okresie' }),
      n: study.number('customers') ?? 0,
      chart: { mark: 'bar', x: { column: 'amount', format: 'money', label: { en: 'Amount', ru: 'Сумма', pl: 'Kwota' } }, y: { column: 'form', label: { en: 'Form', ru: 'Вид', pl: 'Forma' }, names: forms }, sort: '-amount' },
    },
    {
      table: 'basis',
      title: paid === undefined ? study.say({ en: 'Nothing of what we want is clearly rewarded', ru: 'Ничто из желаемого явно не поощряется', pl: 'Nic z tego, czego chcemy, nie jest wyraźnie nagradzane' }) : study.say({ en: `What is rewarded most is ${paid.en}`, ru: `Больше всего поощряется: ${paid.ru}`, pl: `Najbardziej nagradza się: ${paid.pl}` }),
      note: study.say({ en: 'Standardised partial coefficient of the rank of reward, 95% interval; right of zero means rewarded', ru: 'Стандартизованный частный коэффициент ранга поощрения, 95 %-й интервал; справа от нуля — поощряется', pl: 'Standaryzowany cząstkowy współczynnik rangi nagrody, przedział 95 %; na prawo od zera: nagradzane' }),
      n: study.number('customers') ?? 0,
      chart: { mark: 'dot', x: { column: 'coefficient', format: 'number', label: { en: 'Coefficient', ru: 'Коэффициент', pl: 'Współczynnik' } }, y: { column: 'driver', scale: 'band', label: { en: 'For what', ru: 'За что', pl: 'Za co' }, names: drivers }, low: 'low', high: 'high', lines: [{ x: 0 }] },
    },
  ];
};

export default draw;
