/** Words for the role of a product in files of the three languages. */
const words = {
  main: ['main', 'core', 'primary', 'основной', 'основная', 'основной продукт', 'да', 'główny', 'podstawowy', 'produkt główny'],
  addon: ['addon', 'add-on', 'accessory', 'consumable', 'auxiliary', 'дополнительный', 'дополнительная', 'доп', 'доп.', 'аксессуар', 'расходник', 'расходный', 'сопутствующий', 'dodatkowy', 'akcesorium', 'akcesoria', 'uzupełniający'],
} as const;

/** SQL: whether the column `role` says so. */
export const hasRole = (role: 'main' | 'addon'): string => `coalesce(lower(trim(role)) IN (${words[role].map((word) => `'${word}'`).join(', ')}), FALSE)`;
