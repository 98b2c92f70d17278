/** The JSON interface, described for programs: served as `/openapi.json`. */

import { SCHEMAS } from './openapi-schemas.js';

const json = (name: string) => ({ 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } });
const failure = (description: string) => ({ description, content: json('Error') });
const page = (description: string) => ({ description, content: { 'text/html': { schema: { type: 'string' } } } });

const later = (description: string) => ({
  ...failure(description),
  headers: { 'Retry-After': { description: '多少秒后再试。', schema: { type: 'integer' } } },
});
const question = { name: 'q', in: 'query', required: true, description: '问题', schema: { type: 'string' } };

const READING = { '429': later('请求太快。'), '503': later('服务暂停。') };

export const OPENAPI = {
  openapi: '3.1.0',
  info: {
    title: '政府信息公开年报问答',
    version: '1.0.0',
    description: '问一句话，得到年报里的数字和它的出处。只答已公布的年报；年报没有写明的不作推测。',
    license: { name: 'MIT', identifier: 'MIT' },
  },
  servers: [{ url: '/' }],
  paths: {
    '/api/ask': {
      post: {
        operationId: 'ask',
        summary: '提问',
        requestBody: { required: true, content: json('Question') },
        responses: {
          '200': {
            description: '回答。请求头 Accept 含 text/html 时给出网页用的片段。',
            headers: {
              'Feedback-Token': { description: '评价这个回答时交回；没有就不能评价。', schema: { type: 'string' } },
            },
            content: { ...json('Answer'), 'text/html': { schema: { type: 'string' } } },
          },
          '400': failure('请求内容不对。'),
          '413': failure('请求内容超过 64 KB。'),
          '500': failure('处理时出错。'),
          ...READING,
        },
      },
    },
    '/api/feedback': {
      post: {
        operationId: 'rate',
        summary: '评价一个回答（只能评价自己这次对话里的回答）',
        requestBody: { required: true, content: json('Rating') },
        responses: {
          '200': { description: '已记下。', content: json('Thanks') },
          '400': failure('评价内容不完整。'),
          '403': failure('不是这次对话里的回答，或请求不是从本站页面发出。'),
          '413': failure('请求内容过大。'),
          '503': later('服务暂停。'),
        },
      },
    },
    '/api/suggest': {
      get: {
        operationId: 'suggest',
        summary: '边输入边提示：单位（名称、拼音、首字母）和常见问题',
        parameters: [{ ...question, required: false, description: '已输入的文字' }],
        responses: { '200': { description: '提示。', content: json('Suggestions') }, ...READING },
      },
    },
    '/answer.csv': {
      get: {
        operationId: 'answerTable',
        summary: '一个问题的回答里的数字，CSV',
        parameters: [question],
        responses: {
          '200': { description: '每个数一行，UTF-8 带 BOM。', content: { 'text/csv': { schema: { type: 'string' } } } },
          '400': page('没有写问题。'),
          '404': page('回答里没有数字。'),
          '429': page('请求太快。'),
          '503': page('服务暂停。'),
        },
      },
    },
    '/chart.svg': {
      get: {
        operationId: 'answerPicture',
        summary: '一个问题的回答画成的图',
        parameters: [question],
        responses: {
          '200': { description: '图。', content: { 'image/svg+xml': { schema: { type: 'string' } } } },
          '400': page('没有写问题。'),
          '404': page('这个回答没有图。'),
          '429': page('请求太快。'),
          '503': page('服务暂停。'),
        },
      },
    },
    '/report/{office}/{year}': {
      get: {
        operationId: 'report',
        summary: '一份年报的原文，可标出引用的一处',
        parameters: [
          { name: 'office', in: 'path', required: true, description: '单位全称', schema: { type: 'string' } },
          { name: 'year', in: 'path', required: true, schema: { type: 'integer', minimum: 1000, maximum: 9999 } },
          { name: 'line', in: 'query', description: '标出这一行', schema: { type: 'integer', minimum: 1 } },
          {
            name: 'begins',
            in: 'query',
            description: '从这一行的这几个字标起（不含空白）',
            schema: { type: 'string' },
          },
          {
            name: 'length',
            in: 'query',
            description: '标多少个字（不含空白）',
            schema: { type: 'integer', minimum: 1 },
          },
        ],
        responses: {
          '200': page('原文。'),
          '404': page('没有收录。'),
          '429': page('请求太快。'),
          '503': page('服务暂停。'),
        },
      },
    },
  },
  components: { schemas: SCHEMAS },
};
