import { customersWithoutOrders } from './customersWithoutOrders.ts';
import { duplicates } from './duplicates.ts';
import { missingCost } from './missingCost.ts';
import { ordersWithoutCustomer } from './ordersWithoutCustomer.ts';
import { partialLastMonth } from './partialLastMonth.ts';
import { returns } from './returns.ts';
import type { Rule } from './Rule.ts';

/** Rules that a notebook can switch, in the order of METHODS §E. Total rows (E14) and repairs are settled when files are read. */
export const rules: readonly Rule[] = [returns, partialLastMonth, customersWithoutOrders, ordersWithoutCustomer, duplicates, missingCost];
