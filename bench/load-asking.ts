/** Many users at once, each on a connection of its own that asks again as soon as it is answered. */

import autocannon from 'autocannon';
import { signatureOf } from '../adapters/official-account/signature.js';

/** What became of the requests of one run; times in milliseconds. */
export interface Outcome {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly longest: number;
  /** Not answered, or not with an answer. */
  readonly errors: number;
  /** Answered after more than the 5 seconds that WeChat waits. */
  readonly late: number;
}

/** How users ask: what they send, and how an answer is known. */
export interface Way {
  readonly name: string;
  readonly requests: (user: number) => autocannon.Request[];
  readonly isAnswer: (body: string) => boolean;
}

/** @param rounds how often each user asks and is answered, after a round that is not counted */
export async function ask(
  address: string,
  { requests, isAnswer }: Way,
  { users, rounds }: { readonly users: number; readonly rounds: number },
): Promise<Outcome> {
  const run = async (each: number): Promise<Outcome> => {
    let user = 0;
    let late = 0;
    const {
      latency,
      requests: counted,
      duration: seconds,
      errors,
      non2xx,
      mismatches,
    } = await new Promise<autocannon.Result>((resolve, reject) => {
      const running = autocannon(
        {
          url: address,
          connections: users,
          amount: each * users,
          timeout: PATIENCE,
          setupClient: (client) => {
            user += 1;
            client.setRequests(requests(user));
          },
          verifyBody: (body) => isAnswer(String(body)),
        },
        (error, result) => (error ? reject(error) : resolve(result)),
      );
      running.on('response', (_client, _status, _bytes, milliseconds) => {
        if (milliseconds > LATE) late += 1;
      });
    });
    const { p50, p99, max: longest } = latency;
    return {
      perSecond: counted.total / seconds,
      p50,
      p99,
      longest,
      errors: errors + Math.max(non2xx, mismatches),
      late,
    };
  };
  await run(1);
  return run(rounds);
}

/** As the page's script and programs ask. */
export function byApi(questions: readonly string[]): Way {
  return {
    name: 'POST /api/ask',
    requests: (user) =>
      rotated(questions, user).map((question) => ({
        method: 'POST',
        path: '/api/ask',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ question, session: `load-user-${user}` }),
      })),
    isAnswer: (body) => body.startsWith('{"question"') && !body.includes('"kind":"error"'),
  };
}

/** As WeChat's servers deliver messages: each signed anew, with an id of its own. */
export function byOfficialAccount(questions: readonly string[], token: string): Way {
  return {
    name: 'POST /official-account',
    requests: (user) =>
      rotated(questions, user).map((question) => ({
        method: 'POST',
        setupRequest: (request) => ({ ...request, ...delivery(question, `load-user-${user}`, token) }),
      })),
    isAnswer: (body) => body.includes('<Content>'),
  };
}

/** One delivery: path and body. */
export function delivery(question: string, user: string, token: string): { path: string; body: string } {
  sent += 1;
  const [timestamp, nonce] = [`${Math.floor(Date.now() / 1000)}`, `n${process.pid}${sent}`];
  const signature = signatureOf([token, timestamp, nonce]);
  const fields = [
    `<ToUserName><![CDATA[gh_load]]></ToUserName><FromUserName><![CDATA[${user}]]></FromUserName>`,
    `<CreateTime>${timestamp}</CreateTime><MsgType><![CDATA[text]]></MsgType>`,
    `<Content><![CDATA[${question}]]></Content><MsgId>${Date.now()}${String(sent).padStart(6, '0')}</MsgId>`,
  ];
  return {
    path: `/official-account?${new URLSearchParams({ signature, timestamp, nonce })}`,
    body: `<xml>${fields.join('')}</xml>`,
  };
}

// --- internal ---

/** Seconds until a question counts as not answered. */
const PATIENCE = 60;
const LATE = 5_000;
let sent = 0;

/** Users begin at different questions. */
function rotated(questions: readonly string[], user: number): string[] {
  const from = (user * 7) % questions.length;
  return [...questions.slice(from), ...questions.slice(0, from)];
}
