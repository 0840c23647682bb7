import { bonusTables } from './bonusTables.ts';
import { filledFields } from './filledFields.ts';
import { oldCodePages } from './oldCodePages.ts';
import { repairedCells } from './repairedCells.ts';
import { reusedCodes } from './reusedCodes.ts';
import { restoredCodes } from './restoredCodes.ts';
import { currencies } from './currencies.ts';
import { customersWithoutOrders } from './customersWithoutOrders.ts';
import { datesOutOfRange } from './datesOutOfRange.ts';
import { duplicates } from './duplicates.ts';
import { headerTotals } from './headerTotals.ts';
import { internalDocuments } from './internalDocuments.ts';
import { leftCensored } from './leftCensored.ts';
import { legalEntities } from './legalEntities.ts';
import { managerChanged } from './managerChanged.ts';
import { missingCost } from './missingCost.ts';
import { missingCustomers } from './missingCustomers.ts';
import { negativeBalances } from './negativeBalances.ts';
import { ordersWithoutCustomer } from './ordersWithoutCustomer.ts';
import { outlierOrders } from './outlierOrders.ts';
import { partialLastMonth } from './partialLastMonth.ts';
import { personalData } from './personalData.ts';
import { priceChanges } from './priceChanges.ts';
import { recodedProducts } from './recodedProducts.ts';
import { returns } from './returns.ts';
import { seasonality } from './seasonality.ts';
import { smallBase } from './smallBase.ts';
import { splitShipments } from './splitShipments.ts';
import { surveyAnswers } from './surveyAnswers.ts';
import { testOrders } from './testOrders.ts';
import { unfinishedDocuments } from './unfinishedDocuments.ts';
import { unitMix } from './unitMix.ts';
import { vatMix } from './vatMix.ts';
import type { Rule } from './Rule.ts';

/** Rules that a notebook can switch, in the order of METHODS §E. What is settled while files are read stands in settledAtLoad.ts. */
export const rules: readonly Rule[] = [
  filledFields,
  repairedCells,
  oldCodePages,
  restoredCodes,
  bonusTables,
  returns,
  internalDocuments,
  legalEntities,
  reusedCodes,
  vatMix,
  currencies,
  testOrders,
  partialLastMonth,
  customersWithoutOrders,
  ordersWithoutCustomer,
  duplicates,
  headerTotals,
  datesOutOfRange,
  unfinishedDocuments,
  splitShipments,
  unitMix,
  missingCost,
  managerChanged,
  leftCensored,
  outlierOrders,
  recodedProducts,
  negativeBalances,
  surveyAnswers,
  missingCustomers,
  seasonality,
  priceChanges,
  personalData,
  smallBase,
];
