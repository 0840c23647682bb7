/** The part of loading in which rows are read; behind it tables are built and rules counted. */
export const buildingFrom = 0.5;
