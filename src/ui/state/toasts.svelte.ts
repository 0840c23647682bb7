export interface Toast {
  readonly id: number;
  readonly kind: 'ok' | 'fail' | 'info' | 'update';
  readonly text: string;
  readonly action: { readonly label: string; run(): void } | null;
}

/** Short messages in the corner; failures and offers stay until closed. */
class Toasts {
  #list = $state.raw<readonly Toast[]>([]);
  #next = 1;

  get list(): readonly Toast[] {
    return this.#list;
  }

  tell(kind: Toast['kind'], text: string, action: Toast['action'] = null): void {
    const id = this.#next++;
    this.#list = [...this.#list.slice(-3), { id, kind, text, action }];
    if (kind === 'ok' || kind === 'info') setTimeout(() => this.close(id), 8000);
  }

  close(id: number): void {
    this.#list = this.#list.filter((toast) => toast.id !== id);
  }
}

export const toasts = new Toasts();
