import { agentAddress } from '../words/addresses.ts';
import { PageLink } from './page-link.tsx';

/** A link to the page of a person's own figures; the name alone where it is nobody's. */
export function Person({ id, name }: { id: string | null; name: string }) {
  return id === null ? name : <PageLink href={agentAddress(id)}>{name}</PageLink>;
}
