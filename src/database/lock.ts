import { quoteText } from '../sql/quote.ts';

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
