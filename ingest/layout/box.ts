/** A part of a page. Points (1/72 inch) from its upper left corner, y downwards. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export function middle(box: Box): { readonly x: number; readonly y: number } {
  return { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 };
}

/** The smallest box around boxes; null of none. */
export function around(boxes: readonly Box[]): Box | null {
  if (boxes.length === 0) return null;
  let { left, right, top, bottom } = boxes[0] as Box;
  for (const box of boxes) {
    left = Math.min(left, box.left);
    right = Math.max(right, box.right);
    top = Math.min(top, box.top);
    bottom = Math.max(bottom, box.bottom);
  }
  return { left, right, top, bottom };
}
