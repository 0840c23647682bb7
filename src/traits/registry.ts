import type { Trait } from './Trait.ts';

const files = import.meta.glob<Trait>('./*/*.ts', { eager: true, import: 'default' });

/** Every trait of the product by id, found by folder. */
export const traits: ReadonlyMap<string, Trait> = new Map(Object.values(files).map((trait) => [trait.id, trait]));
