import { fail, type Outcome, done } from '../database/outcome.ts';
import { fetchBlob } from './fetchParts.ts';

const names = ['customers.csv', 'sales-1c.csv', 'naleznosci.csv', 'competitors.csv', 'survey.csv', 'nomenklatura.csv', 'crm-clients.csv', 'contacts.csv', 'progress.csv', 'wizyty.csv', 'kampanie.csv', 'wplaty.csv', 'deliveries.csv', 'plans.csv'];

/** The sample client's exports, fetched with everything else before the network is closed. */
export function fetchSample(): Promise<Outcome<readonly File[]>> {
  return Promise.all(names.map(async (name) => new File([await fetchBlob(`${import.meta.env.BASE_URL}sample/${name}`)], name)))
    .then((files) => done<readonly File[]>(files))
    .catch((error: unknown) => fail('input', `The sample client could not be fetched: ${error instanceof Error ? error.message : String(error)}`, { hint: 'Reload the page while online.' }));
}
