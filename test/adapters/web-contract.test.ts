import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5';
import { type HttpServer, serveHttp } from '../../adapters/http/server.js';
import { createWeb } from '../../adapters/web.js';
import { knowledgeOf } from '../bot/stub.js';
import { describeAdapter, type Harness, type Seen } from './contract.js';

describeAdapter('the web', openWeb, {
  groups: 'a page has no groups',
  redelivery: 'a browser does not deliver twice',
  more: 'a page shows the whole answer',
});

// --- internal ---

async function openWeb(): Promise<Harness> {
  const adapter = createWeb({ knowledge: knowledgeOf([]), examples: async () => [] });
  let server: HttpServer | null = null;
  const cookies = new Map<string, string>();
  const buttons = new Map<string, ReadonlyMap<string, string>>();

  const say = async (question: string, person: string): Promise<Seen> => {
    const response = await fetch(`${server?.address()}/api/ask`, {
      method: 'POST',
      headers: { accept: 'text/html', cookie: cookies.get(person) ?? '' },
      body: JSON.stringify({ question }),
    });
    const [cookie] = response.headers.getSetCookie();
    if (cookie) cookies.set(person, cookie.split(';')[0] ?? '');
    const body = await response.text();
    if (!response.ok) return { texts: [JSON.parse(body).error.message], buttons: [] };
    const nodes = [...below(parseFragment(body))];
    const offered = nodes.filter((node) => node.nodeName === 'button');
    buttons.set(person, new Map(offered.map((node) => [textOf(node), attribute(node, 'value')])));
    return { texts: [textOf(parseFragment(body))], buttons: offered.map(textOf) };
  };
  return {
    adapter,
    connect: async () => {
      server = await serveHttp({ host: '127.0.0.1', port: 0 }, [adapter.http]);
    },
    say: ({ text, person }) => say(text, person),
    press: (person, label) => say(buttons.get(person)?.get(label) ?? '', person),
    close: async () => server?.stop(),
  };
}

type Node = DefaultTreeAdapterTypes.Node;

function* below(node: Node): Generator<Node> {
  yield node;
  if ('childNodes' in node) for (const child of node.childNodes) yield* below(child);
}

function textOf(node: Node): string {
  return [...below(node)].map((each) => ('value' in each ? each.value : '')).join('');
}

function attribute(node: Node, name: string): string {
  return ('attrs' in node && node.attrs.find((each) => each.name === name)?.value) || '';
}
