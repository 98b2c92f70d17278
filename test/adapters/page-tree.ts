/** A page as a browser would read it. */

import { type DefaultTreeAdapterTypes, parse } from 'parse5';

type Node = DefaultTreeAdapterTypes.Node;

export interface Found {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
}

/** Every element in order, with its attributes and its text. */
export function elementsOf(page: string): Found[] {
  return [...below(parse(page))].flatMap((node) =>
    'attrs' in node
      ? [
          {
            name: node.tagName,
            attributes: Object.fromEntries(node.attrs.map(({ name, value }) => [name, value])),
            text: textOf(node),
          },
        ]
      : [],
  );
}

/** Names of elements and attributes: what hostile text must not be able to change. */
export function shapeOf(page: string): string[] {
  return elementsOf(page).map(({ name, attributes }) => `${name} ${Object.keys(attributes).join(' ')}`);
}

// --- internal ---

function* below(node: Node): Generator<Node> {
  yield node;
  if ('content' in node) yield* below(node.content);
  if ('childNodes' in node) for (const child of node.childNodes) yield* below(child);
}

function textOf(node: Node): string {
  return [...below(node)].map((each) => ('value' in each ? each.value : '')).join('');
}
