/** A number from 0 to 2^32 - 1 made of an id, as good as drawn by lot yet always the same: FNV-1a. For choosing a part of many. */
export function scattered(id: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
