const FIRST = 8;

type Block = Float64Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Uint16Array<ArrayBuffer>;

/**
 * The block itself while it has room for so many numbers, else one half as large again that begins with the same. Numbers
 * kept by the million are best kept so: beside the heap, which keeps far more room than what lies on it needs.
 */
export function withRoom<B extends Block>(block: B, size: number): B {
  if (size <= block.length) return block;
  const Larger = block.constructor as new (length: number) => B;
  const larger = new Larger(Math.max(FIRST, size + (size >> 1)));
  larger.set(block);
  return larger;
}
