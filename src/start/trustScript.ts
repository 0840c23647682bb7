interface ScriptPolicy {
  createScriptURL(address: string): string;
}

interface PolicyFactory {
  createPolicy(name: string, rules: { createScriptURL: (address: string) => string }): ScriptPolicy;
}

let policy: ScriptPolicy | null = null;

/** An address that workers may be started from: one of our own blobs, or a file of the app itself while developing. */
export function trustScript(address: string): string {
  const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes;
  if (!factory) return address;
  policy ??= factory.createPolicy('engine', {
    createScriptURL: (candidate) => {
      if (new URL(candidate, globalThis.location.href).protocol === 'blob:' || import.meta.env.DEV) return candidate;
      throw new TypeError(`no worker is started from ${candidate}`);
    },
  });
  return policy.createScriptURL(address);
}
