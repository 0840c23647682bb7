/** SQL: how far what a row of `competitors` tells can be trusted, by its source (METHODS A58): A documents, B asked, C somebody's guess. */
export function evidenceGrade(source: string): string {
  const told = `lower(coalesce(CAST(${source} AS VARCHAR), ''))`;
  return `CASE WHEN regexp_matches(${told}, 'custom|invoice|тамож|счет|счёт|наклад|celn|faktur') THEN 'A' WHEN regexp_matches(${told}, 'interview|survey|интервью|опрос|wywiad|ankiet') THEN 'B' ELSE 'C' END`;
}
