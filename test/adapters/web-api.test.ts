import { createRequire } from 'node:module';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HttpServer } from '../../adapters/http/server.js';
import { OPENAPI } from '../../adapters/web/openapi.js';
import { createWeb } from '../../adapters/web.js';
import type { Knowledge } from '../../knowledge/knowledge.js';
import { botOn, openSamples } from '../bot/fixture.js';
import { deskOn, served } from './desks.js';
import { HOSTILE } from './hostile.js';

let knowledge: Knowledge;
let web: HttpServer;

beforeAll(async () => {
  knowledge = await openSamples();
  const adapter = createWeb({ knowledge, examples: async () => [] });
  web = await served(adapter, deskOn({ knowledge, bot: botOn(knowledge) }, adapter));
});
afterAll(async () => {
  await web.stop();
  await knowledge.close();
});

test('the document is OpenAPI 3.1, and what is served', async () => {
  const response = await fetch(`${web.address()}/openapi.json`);
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  const document = (await response.json()) as Record<string, unknown>;
  expect(document).toEqual(JSON.parse(JSON.stringify(OPENAPI)));
  const validator = new Validator();
  expect(await validator.validate(document)).toEqual({ valid: true });
  expect(validator.version).toBe('3.1');
  expect((await new Validator().validate({ ...document, info: {} })).valid).toBe(false);
});

test('every address it names is there and answers its method', async () => {
  for (const [path, methods] of Object.entries(OPENAPI.paths)) {
    for (const method of Object.keys(methods)) {
      const at = path.replace('{office}', encodeURIComponent('晋江市西园街道办事处')).replace('{year}', '2023');
      const response = await fetch(web.address() + at, { method: method.toUpperCase() });
      expect([200, 400], `${method} ${path}`).toContain(response.status);
      expect(Object.keys(OPENAPI.paths), path).toContain(path);
    }
  }
});

describe('what comes back is what the document says', () => {
  test.each([
    '西园街道2023年收到多少件申请',
    '西园街道2023年行政复议几件',
    '省新镇2020年采购总金额',
    '晋江灵源阅读量多少',
    '灵源街道2020年表三各项',
    '2020年各单位收到申请排名',
    '省新镇2020年予以公开率',
    '西园街道2023年存在什么问题',
    '西园街道2023年有哪些疑点',
    '年报什么时候公布',
    '收到多少件申请',
    '西园街道2019年收到多少件申请',
    '帮助',
    '今天天气怎么样',
    '',
    ...Object.values(HOSTILE),
  ])('on asking %.40s', async (question) => {
    const response = await post('/api/ask', { question });
    expect(response.status).toBe(200);
    const answer = (await response.json()) as object;
    expect(wrongs('Answer', answer)).toEqual([]);
    expect(wrongs('Answer', { ...answer, more: 1 })).not.toEqual([]);
  });

  test('on rating, on suggesting, on failing', async () => {
    const asked = await post('/api/ask', { question: '帮助', session: 'program-1' });
    const rating = { entry: asked.headers.get('feedback-token'), liked: true, session: 'program-1' };
    expect(wrongs('Rating', rating)).toEqual([]);
    expect(wrongs('Thanks', await (await post('/api/feedback', rating)).json())).toEqual([]);
    const suggested = await fetch(`${web.address()}/api/suggest?q=${encodeURIComponent('晋江')}`);
    expect(wrongs('Suggestions', await suggested.json())).toEqual([]);
    for (const response of [
      await post('/api/ask', {}),
      await post('/api/ask', { question: 'x', session: 1 }),
      await post('/api/feedback', {}),
      await post('/api/feedback', { ...rating, session: 'program-2' }),
      await fetch(`${web.address()}/api/ask`),
      await fetch(`${web.address()}/api/nowhere`),
    ])
      expect(wrongs('Error', await response.json()), response.url).toEqual([]);
  });

  test('a value may be any of its states, and nothing else', () => {
    const value = {
      ...{ office: '某镇', year: 2023, metric: 'granted', applicant: 'total', value: null, state: 'blank' },
      ...{ approximate: false, unit: null, source: 'table', citations: [0] },
    };
    expect(wrongs('Value', value)).toEqual([]);
    for (const wrong of [{ state: 'zero' }, { value: '0' }, { source: 'guess' }, { citations: [-1] }, { year: '2023' }])
      expect(wrongs('Value', { ...value, ...wrong })).not.toEqual([]);
  });
});

// --- internal ---

function post(path: string, body: object): Promise<Response> {
  return fetch(web.address() + path, { method: 'POST', body: JSON.stringify(body) });
}

interface Checker {
  (data: unknown): boolean;
  errors?: readonly { readonly instancePath: string; readonly message?: string }[] | null;
}

/** The JSON Schema of OpenAPI 3.1 is that of 2020; the validator of the document brings the one who knows it. */
const { default: Ajv } = createRequire(createRequire(import.meta.url).resolve('@seriousme/openapi-schema-validator'))(
  'ajv/dist/2020.js',
) as {
  default: new (options: object) => { addSchema(schema: object, key: string): void; getSchema(key: string): Checker };
};
const ajv = new Ajv({ strict: false, allErrors: true });
ajv.addSchema(OPENAPI, 'openapi');

/** What does not fit a schema of the document. */
function wrongs(schema: keyof typeof OPENAPI.components.schemas, data: unknown): readonly string[] {
  const check = ajv.getSchema(`openapi#/components/schemas/${schema}`);
  return check(data) ? [] : (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
