import { nothingLeftOut, type Rule } from './Rule.ts';

const twice = 'SELECT lower(trim(product_name)) FROM base.products WHERE product_name <> product_id GROUP BY 1 HAVING count(*) > 1';
const oneCode = '(SELECT min(same.product_id) FROM base.products AS same, base.products AS own WHERE own.product_id = order_lines.product_id AND lower(trim(same.product_name)) = lower(trim(own.product_name)))';

export const recodedProducts: Rule = {
  id: 'E26',
  label: { en: 'One article under several codes', ru: 'Один товар под разными кодами', pl: 'Jeden towar pod kilkoma kodami' },
  treatments: {
    keep: { en: 'told, counted apart', ru: 'отмечены, считаются отдельно', pl: 'zaznaczone, liczone osobno' },
    merge: { en: 'counted under one code', ru: 'считаются под одним кодом', pl: 'liczone pod jednym kodem' },
  },
  byDefault: 'keep',
  needs: ['products.product_id', 'products.product_name', 'order_lines.product_id'],
  catches: () => ({ table: 'products', where: `product_name <> product_id AND lower(trim(product_name)) IN (${twice})` }),
  leaveOut: () => nothingLeftOut,
  rewrite: (treatment) => (treatment === 'merge' ? { 'order_lines.product_id': `coalesce(${oneCode}, product_id)` } : {}),
};
