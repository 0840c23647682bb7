/** Where the address points: `#/`, `#/sample`, `#/review`, `#/notebook/<slug>`, `#/kept/<id>`. */
export type Route =
  | { readonly page: 'first' }
  | { readonly page: 'sample' }
  | { readonly page: 'review' }
  | { readonly page: 'notebook'; readonly slug: string }
  | { readonly page: 'kept'; readonly id: string };

export function parseRoute(hash: string): Route {
  const [page = '', name = ''] = hash.replace(/^#\/?/u, '').split('/');
  if (page === 'sample' || page === 'review') return { page };
  if (page === 'notebook' && name !== '') return { page, slug: decodeName(name) };
  if (page === 'kept' && name !== '') return { page, id: decodeName(name) };
  return { page: 'first' };
}

export function formatRoute(route: Route): string {
  switch (route.page) {
    case 'first':
      return '#/';
    case 'sample':
    case 'review':
      return `#/${route.page}`;
    case 'notebook':
      return `#/notebook/${encodeURIComponent(route.slug)}`;
    case 'kept':
      return `#/kept/${encodeURIComponent(route.id)}`;
  }
}

function decodeName(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
