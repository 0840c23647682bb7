import { quoteText } from '../sql/quote.ts';

/**
 * Tables in memory stay as they were written. By itself the engine packs them again and again while they are filled,
 * which takes longer than filling them; what is large is packed on purpose (feedEngine, fillInSlices).
 */
export const keepPlain = "SET checkpoint_threshold='1TB'";

/**
 * Statements that close the engine: no file, no network, no extension, no setting can be reached by any SQL afterwards.
 * Order matters: configuration is locked last.
 */
export const lockStatements = (memoryLimit: string): readonly string[] => [
  'SET autoinstall_known_extensions=false',
  'SET autoload_known_extensions=false',
  'SET allow_community_extensions=false',
  `SET memory_limit=${quoteText(memoryLimit)}`,
  'SET enable_external_access=false',
  'SET lock_configuration=true',
];
