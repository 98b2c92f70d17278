/** An account of WeChat without WeChat: the mock puppet, which keeps contacts, rooms and messages in memory. */

import { FileBox } from 'file-box';
import { types } from 'wechaty';
import { mock, PuppetMock } from 'wechaty-puppet-mock';
import type { Adapter } from '../../adapters/adapter.js';
import type { Puppet } from '../../adapters/wechat/puppet.js';
import { createWechat, type WechatOptions } from '../../adapters/wechat.js';
import { until } from './contract.js';

export const BOT_NAME = '年报小助手';

/** A message as a puppet delivers it. */
export interface Delivered {
  readonly person: string;
  readonly text?: string;
  readonly room?: boolean;
  /** Names the puppet says were mentioned; none where it does not say. */
  readonly mentioned?: readonly string[];
  readonly id?: string;
  readonly type?: number;
  readonly file?: FileBox;
  readonly sentAt?: number;
}

/** What the account said. */
export interface Spoken {
  /** Name of the person, or ROOM. */
  readonly to: string;
  readonly text: string;
  readonly file: FileBox | null;
}

export const ROOM = '公开科';

export interface Account {
  readonly adapter: Adapter;
  readonly puppet: PuppetMock;
  /** Everything the account said so far. */
  readonly spoken: readonly Spoken[];
  /** What the operator was told, alarmed of, and what was logged. */
  readonly told: string[];
  readonly alarms: string[];
  readonly logged: string[];
  /** Ids of chats, as a message has them. */
  readonly chatOf: (name: string) => string;
  login(): void;
  /** Delivers a message and resolves when it is done with. */
  deliver(message: Delivered): Promise<void>;
  /** Puts a message under way without waiting, and returns its id. */
  post(message: Delivered): string;
  /** Says something as the account itself, from the phone. */
  sayOnPhone(text: string): void;
}

export function openAccount(more: Partial<WechatOptions> & { readonly roomAlias?: string } = {}): Account {
  const mocker = new mock.Mocker();
  const puppet = new PuppetMock({ mocker });
  const self = mocker.createContact({ name: BOT_NAME });
  const contacts = new Map([[BOT_NAME, self]]);
  const spoken: Spoken[] = [];
  const handled = new Set<string>();
  const told: string[] = [];
  const alarms: string[] = [];
  const logged: string[] = [];
  let count = 0;

  const contact = (name: string) => {
    const made = contacts.get(name) ?? mocker.createContact({ name });
    contacts.set(name, made);
    return made;
  };
  const room = mocker.createRoom({ topic: ROOM, memberIdList: [self.id] });
  if (more.roomAlias !== undefined) {
    const member = puppet.roomMemberRawPayload.bind(puppet);
    puppet.roomMemberRawPayload = async (roomId, id) => ({
      ...(await member(roomId, id)),
      ...(id === self.id ? { roomAlias: more.roomAlias } : {}),
    });
  }
  const nameOf = (id: string): string => [...contacts].find(([, { id: known }]) => known === id)?.[0] ?? ROOM;
  puppet.on('message', ({ messageId }) => {
    const { talkerId, listenerId, text } = mocker.cacheMessagePayload.get(messageId) ?? {};
    if (talkerId !== self.id) return;
    const file = mocker.cacheFileBoxPayload.get(messageId);
    spoken.push({
      to: listenerId ? nameOf(listenerId) : ROOM,
      text: text ?? '',
      file: file ? FileBox.fromJSON(JSON.stringify(file)) : null,
    });
  });

  const adapter = createWechat({
    // The mock is compiled against its own view of the interface.
    puppet: puppet as unknown as Puppet,
    puppetToken: null,
    silenceHours: 0,
    memory: null,
    now: () => new Date(),
    log: (message, error) => logged.push(`${message}: ${String(error)}`),
    tell: (message) => told.push(message),
    alarm: (message) => alarms.push(message),
    pace: { least: 0, most: 0, account: 0 },
    backoff: { first: 60_000, most: 60_000, patience: 60_000 },
    handled: (id) => handled.add(id),
    ...more,
  });

  const post = ({ person, text, room: inRoom, mentioned, id, type, file, sentAt }: Delivered): string => {
    count += 1;
    const messageId = id ?? `message-${count}`;
    handled.delete(messageId);
    if (file) mocker.cacheFileBoxPayload.set(messageId, file.toJSON());
    const talker = contact(person);
    const ids = mentioned?.map((name) => contact(name).id);
    if (inRoom && !room.payload.memberIdList.includes(talker.id)) room.payload.memberIdList.push(talker.id);
    if (!mocker.cacheMessagePayload.has(messageId)) {
      mocker.MessageMock.create({
        id: messageId,
        talkerId: talker.id,
        timestamp: sentAt ?? Date.now(),
        type: type ?? (file ? types.Message.Attachment : types.Message.Text),
        text: text ?? '',
        ...(inRoom ? { roomId: room.id, mentionIdList: ids ?? [] } : { listenerId: self.id }),
      });
    }
    puppet.emit('message', { messageId });
    return messageId;
  };

  return {
    adapter,
    puppet,
    spoken,
    told,
    alarms,
    logged,
    chatOf: (name) => (name === ROOM ? room.id : contact(name).id),
    login: () => mocker.login(self),
    post,
    async deliver(message) {
      const id = post(message);
      await until(() => handled.has(id));
    },
    sayOnPhone: (text) => self.say(text).to(contact('李四')),
  };
}
