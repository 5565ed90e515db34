/** Pages of the app. An id may hold any character, slashes and percent signs too. */
export const flagAddress = (id: string): string => `/flags/${encodeURIComponent(id)}`;
export const ticketAddress = (id: string): string => `/tickets/${encodeURIComponent(id)}`;
export const agentAddress = (id: string): string => `/agents/${encodeURIComponent(id)}`;
export const metricAddress = (id: string): string => `/figures#${encodeURIComponent(id)}`;

/** The id in a page's address as the browser has it, undecoded: `/flags/a%2Fb` is about `a/b`. */
export function idIn(pathname: string): string {
  const encoded = pathname.split('/')[2] ?? '';
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded; // typed by hand with a stray percent sign
  }
}
