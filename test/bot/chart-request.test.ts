import { describe, expect, it } from 'vitest';
import { chartRequest } from '../../bot/mentions/charts.js';

describe('a request for a chart', () => {
  it.each([
    '画个图',
    '画成图',
    '帮我画个图',
    '把上面的数据画成柱状图',
    '能画图吗',
    '有图表吗',
    '来张图',
    '帮我生成一个图表',
    '图表',
    '用图表展示一下',
    '画一下',
    'draw a chart',
    'can you plot it as a graph',
  ])('alone: %s', (text) => {
    expect(chartRequest(text)).toEqual({ asked: 'alone', text: '画图' });
  });

  it.each([
    ['西园街道历年申请数画成图', '西园街道历年申请数趋势'],
    ['西园街道近五年申请趋势图', '西园街道近五年申请趋势'],
    ['画个趋势图', '趋势'],
    ['把西园街道近三年申请画成折线图', '西园街道近三年申请'],
    ['画一个西园街道近三年主动公开的折线图', '西园街道近三年主动公开'],
    ['用柱状图展示2020年主动公开排名', '2020年主动公开排名'],
    ['2020年主动公开排名，画个图', '2020年主动公开排名'],
    ['西园街道申请数折线图', '西园街道申请数趋势'],
    ['省新镇2020年申请人构成饼图', '省新镇2020年申请人构成'],
    ['主动公开排名做成图表', '主动公开排名'],
    ['show ranking of 2020 applications as a chart', 'show ranking of 2020 applications'],
  ])('beside: %s', (text, left) => {
    expect(chartRequest(text)).toEqual({ asked: 'beside', text: left });
  });

  it.each([
    '年报里提到图表了吗',
    '哪些年报提到图表',
    '西园街道有没有用图表解读政策',
    '西园街道图解发了多少条',
    '图书馆2023年收到多少申请',
    '图们市2023年收到多少申请',
    '画桥镇历年申请数',
    '发布图表类信息多少条',
    '西园街道制作了多少图表',
    '公众号发布图文多少条',
    '西园街道信息公开流程图',
    '绘图员有几个',
    '西园街道2023年收到多少件申请',
  ])('none: %s', (text) => {
    expect(chartRequest(text)).toEqual({ asked: null, text });
  });
});
