import { m } from '../../messages/compiled/messages.js';
import { locales } from '../../messages/locale.ts';
import { formatRoute } from '../parseRoute.ts';
import type { Desk } from '../state/Desk.svelte.ts';
import { language } from '../state/language.svelte.ts';
import type { OpenNotebook } from '../state/OpenNotebook.svelte.ts';
import { theme } from '../state/theme.svelte.ts';
import type { Workbench } from '../Workbench.ts';
import { cellTitle } from './cellTitle.ts';

export interface Command {
  readonly id: string;
  readonly label: string;
  /** shortcut, or where it leads */
  readonly detail: string;
  run(): void;
}

export interface CommandPlaces {
  readonly workbench: Workbench;
  readonly desk: Desk;
  readonly open: OpenNotebook;
  addFile(): void;
  help(): void;
  present: (() => void) | null;
  versions(): void;
  checkpoint(): void;
  data(): void;
  handOver: (() => void) | null;
}

/** Everything that can be done from the keyboard, by name. */
export function listCommands({ workbench, desk, open, addFile, help, present, versions, checkpoint, data, handOver }: CommandPlaces): readonly Command[] {
  const go = (hash: string): void => {
    location.hash = hash;
  };
  return [
    { id: 'run', label: m.key_run_stale(), detail: 'Shift Alt Enter', run: () => open.run.runStale() },
    { id: 'undo', label: m.undo(), detail: 'Ctrl Z', run: () => open.undo() },
    { id: 'redo', label: m.redo(), detail: 'Ctrl Shift Z', run: () => open.redo() },
    { id: 'save', label: m.save_to_file(), detail: 'Ctrl S', run: () => void open.saveFile(false) },
    { id: 'save-as', label: m.save_as(), detail: '', run: () => void open.saveFile(true) },
    { id: 'versions', label: m.key_versions(), detail: 'Alt Shift V', run: versions },
    { id: 'checkpoint', label: m.key_checkpoint(), detail: 'Alt Shift C', run: checkpoint },
    { id: 'data', label: m.data_here(), detail: '', run: data },
    { id: 'open', label: m.open_notebook_file(), detail: 'Ctrl O', run: () => void desk.openFile() },
    { id: 'new', label: m.new_notebook(), detail: '', run: () => void desk.openNew() },
    { id: 'add', label: m.add_file(), detail: '', run: addFile },
    { id: 'home', label: m.first_page(), detail: '', run: () => go(formatRoute({ page: 'first' })) },
    { id: 'theme', label: theme.current === 'light' ? m.theme_dark() : m.theme_light(), detail: '', run: () => theme.toggle() },
    { id: 'help', label: m.keyboard_help(), detail: '?', run: help },
    ...(present ? [{ id: 'present', label: m.present(), detail: '', run: present }] : []),
    ...(handOver ? [{ id: 'handover', label: m.handover_open(), detail: '', run: handOver }] : []),
    ...locales.map((locale) => ({ id: `language-${locale}`, label: `${m.language()}: ${locale.toUpperCase()}`, detail: '', run: () => language.set(locale) })),
    ...workbench.shipped.map((notebook) => ({ id: `notebook-${notebook.slug}`, label: notebook.title[language.current], detail: m.notebook(), run: () => go(formatRoute({ page: 'notebook', slug: notebook.slug })) })),
    ...open.notebook.blocks.flatMap((block) =>
      block.type === 'cell' ? [{ id: `cell-${block.key}`, label: cellTitle(block, workbench.kinds.find(({ kind }) => kind === block.kind), language.current), detail: m.go_to_cell(), run: () => document.getElementById(`block-${block.key}`)?.focus() }] : [],
    ),
  ];
}
