/**
 * From here on neither the page nor a worker started afterwards can send a request, to any host: a second content policy
 * narrows the first for good. A worker copies the policy when it is created, so this comes before the first worker.
 */
export function closeNetwork(document: Document): void {
  const meta = document.createElement('meta');
  meta.httpEquiv = 'Content-Security-Policy';
  meta.content = "connect-src 'none'; worker-src blob:";
  document.head.append(meta);
}
