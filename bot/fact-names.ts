import type { FactKey } from '../knowledge/types.js';

/** What people call the things a report states that are no numbers. */
export const FACT_NAMES: Readonly<Record<FactKey, string>> = {
  account_name: '微信公众号名称',
  'contact.unit': '联系单位',
  'contact.address': '地址',
  'contact.postcode': '邮编',
  'contact.phone': '电话',
  'contact.fax': '传真',
  'contact.email': '电子邮箱',
  'contact.website': '网站',
  document_number: '文号',
  issued_on: '落款日期',
};
