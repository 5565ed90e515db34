import type { AnchorHTMLAttributes } from 'react';
import { Link } from 'wouter';
import { useFilters } from '../use-filters.ts';
import { paramsOf } from '../words/flag-filters.ts';

/** To another page of the same list of flags, as of the same evaluation. */
export function PageLink({ href, ...rest }: AnchorHTMLAttributes<HTMLAnchorElement> & { href: string }) {
  const params = paramsOf(useFilters()[0]).toString();
  return <Link href={params === '' ? href : `${href}?${params}`} {...rest} />;
}
