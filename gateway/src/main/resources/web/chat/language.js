// Every text of the page in both languages, and how it gets into the document.
(() => {
  'use strict';

  const page = globalThis.scfWebSocketPage;

  const STRINGS = {
    en: {
      subtitle: 'Anonymous chat room',
      settings: 'Connection settings',
      log: 'Messages',
      languageName: '中文',
      languageLabel: '切换到中文',

      connecting: 'Connecting…',
      online: 'Online',
      waiting: 'Reconnecting in {seconds} s',
      waitingSpoken: 'Connection lost, reconnecting',
      closed: 'Closed ({code})',
      closedHere: 'Disconnected',
      notConnected: 'Not connected',
      people: '{n} online',

      endedHere: 'You disconnected.',
      endedByServer: 'The server ended the connection: code {code}, {reason}.',
      endedByLoss: 'Connection lost: code {code}, {reason}.',
      neverOpened: 'Cannot connect to {host}. It may be down, or it refused the connection.',
      offline: 'Cannot connect to {host}: this device is offline.',
      unreachable: 'Cannot connect: {host} does not answer.',
      refused: '{host} is there and refuses the connection: it is full or stopping, or its register function said no or failed. Browsers do not show which; the log of the gateway does.',
      noSuchPath: '{host} is there, but has no WebSocket at {path}.',
      answered: 'Cannot connect: {host} answers with HTTP status {status}.',
      badAddress: 'Not connected: the address cannot be used.',
      retry: 'Try now',
      again: 'Connect',
      changeAddress: 'Change address',
      reconnected: 'Connected again; messages sent meanwhile may be missing',
      lost: 'Connection lost ({code})',
      ended: 'Connection ended ({code})',
      said: '"{reason}"',

      noReason: 'no reason given',
      code1000: 'normal end',
      code1001: 'the server is going away',
      code1005: 'no code given',
      code1006: 'the network or the server went away',
      code1008: 'against the rules of the server',
      code1009: 'message too large',
      code1011: 'error in the server',
      code1012: 'the server restarts',
      code1013: 'the server is busy',

      address: 'WebSocket address',
      addressHelp: 'Works with any deployment. A changed address is remembered in this browser.',
      connect: 'Connect',
      disconnect: 'Disconnect',
      reset: 'Reset to default',
      addressMissing: 'Enter an address, for example ws://127.0.0.1:8080/release/websocket',
      addressScheme: 'The address has to start with ws:// or wss://',
      addressMalformed: 'This is not a complete address. Expected: ws://host:port/path',
      addressInsecure: 'This page came over https, so the browser allows only addresses that start with wss://',

      emptyTitle: 'Nobody has written yet',
      emptyText: 'Open this page in a second window and write: what you send there appears here, and the other way round.',
      emptyLink: 'Open a second window',

      me: 'Me',
      others: 'Others',
      binary: 'binary message, {n} bytes',
      'binary.one': 'binary message, {n} byte',
      pending: 'waiting',
      sending: 'sending',
      handed: 'not confirmed',
      unconfirmed: 'may not have arrived',
      newer: '{n} new messages',
      'newer.one': '{n} new message',

      write: 'Write a message',
      messageLabel: 'Message',
      send: 'Send',
      hintKeys: 'Enter sends, Shift + Enter starts a new line',
      hintPending: 'Not connected: what you send waits here and goes out when the connection is back',
      hintFull: '{n} messages are waiting already. Your text is kept until the connection is back',
      hintClosed: 'Not connected: your text is kept, connect to send it',
      hintSlow: 'The connection is too slow right now. Your text is kept, try again in a moment',
      hintLarge: 'Too large: {size} KB. A message can have at most {limit} KB',
    },

    zh: {
      subtitle: '匿名聊天室',
      settings: '连接设置',
      log: '消息',
      languageName: 'English',
      languageLabel: 'Switch to English',

      connecting: '正在连接…',
      online: '在线',
      waiting: '{seconds} 秒后重新连接',
      waitingSpoken: '连接已断开，正在重新连接',
      closed: '已关闭（{code}）',
      closedHere: '已断开',
      notConnected: '未连接',
      people: '{n} 人在线',

      endedHere: '您已断开连接。',
      endedByServer: '服务器结束了连接：代码 {code}，{reason}。',
      endedByLoss: '连接已断开：代码 {code}，{reason}。',
      neverOpened: '无法连接到 {host}。服务器可能没有运行，或拒绝了连接。',
      offline: '无法连接到 {host}：本设备已离线。',
      unreachable: '无法连接：{host} 没有响应。',
      refused: '{host} 在运行，但拒绝了连接：可能已满或正在停止，也可能是注册函数拒绝或出错。浏览器不会给出具体原因，请查看网关日志。',
      noSuchPath: '{host} 在运行，但 {path} 上没有 WebSocket。',
      answered: '无法连接：{host} 返回了 HTTP 状态码 {status}。',
      badAddress: '未连接：该地址无法使用。',
      retry: '立即重试',
      again: '连接',
      changeAddress: '更改地址',
      reconnected: '已重新连接，断开期间的消息可能缺失',
      lost: '连接已断开（{code}）',
      ended: '连接已结束（{code}）',
      said: '“{reason}”',

      noReason: '未说明原因',
      code1000: '正常结束',
      code1001: '服务器即将离开',
      code1005: '未给出代码',
      code1006: '网络或服务器中断',
      code1008: '违反服务器规则',
      code1009: '消息过大',
      code1011: '服务器出错',
      code1012: '服务器正在重启',
      code1013: '服务器繁忙',

      address: 'WebSocket 地址',
      addressHelp: '适用于任何部署。更改后的地址会保存在此浏览器中。',
      connect: '连接',
      disconnect: '断开',
      reset: '恢复默认地址',
      addressMissing: '请输入地址，例如 ws://127.0.0.1:8080/release/websocket',
      addressScheme: '地址必须以 ws:// 或 wss:// 开头',
      addressMalformed: '地址不完整，格式应为 ws://主机:端口/路径',
      addressInsecure: '此页面通过 https 打开，浏览器只允许以 wss:// 开头的地址',

      emptyTitle: '还没有人发言',
      emptyText: '请在第二个窗口中打开此页面并发送消息：在那里发送的内容会出现在这里，反之亦然。',
      emptyLink: '打开第二个窗口',

      me: '我',
      others: '其他人',
      binary: '二进制消息，{n} 字节',
      pending: '等待发送',
      sending: '发送中',
      handed: '未确认',
      unconfirmed: '可能未送达',
      newer: '{n} 条新消息',

      write: '输入消息',
      messageLabel: '消息',
      send: '发送',
      hintKeys: 'Enter 发送，Shift + Enter 换行',
      hintPending: '未连接：消息会在此等待，连接恢复后自动发送',
      hintFull: '已有 {n} 条消息在等待。您的文字会保留到连接恢复',
      hintClosed: '未连接：您的文字已保留，连接后即可发送',
      hintSlow: '当前连接过慢。您的文字已保留，请稍后再试',
      hintLarge: '消息过大：{size} KB，最多 {limit} KB',
    },
  };

  const TAGS = { en: 'en', zh: 'zh-CN' };

  const remembered = page.lasting.read('language');
  let current = remembered in STRINGS ? remembered : /^zh\b/i.test(navigator.language) ? 'zh' : 'en';
  let clock;
  let calendar;

  function text(key, values = {}) {
    const strings = STRINGS[current];
    const template = (Number(values.n) === 1 && strings[`${key}.one`]) || strings[key];
    // A function, because a plain replacement string would give `$&` in a server's close reason a meaning.
    return template.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }

  /** Makes an element carry a text that follows the language; the values come back from its data attributes. */
  function put(element, key, values = {}) {
    element.dataset.text = key;
    Object.assign(element.dataset, values);
    element.textContent = text(key, values);
  }

  function putTime(element, date) {
    element.dateTime = date.toISOString();
    element.textContent = clock.format(date);
    element.title = calendar.format(date);
  }

  function apply() {
    clock = new Intl.DateTimeFormat(TAGS[current], { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    calendar = new Intl.DateTimeFormat(TAGS[current], { dateStyle: 'long', timeStyle: 'medium' });
    document.documentElement.lang = TAGS[current];
    for (const element of document.querySelectorAll('[data-text]')) {
      element.textContent = text(element.dataset.text, element.dataset);
    }
    for (const element of document.querySelectorAll('[data-placeholder]')) {
      element.placeholder = text(element.dataset.placeholder);
    }
    for (const element of document.querySelectorAll('[data-label]')) {
      element.setAttribute('aria-label', text(element.dataset.label));
    }
    for (const element of document.querySelectorAll('time')) {
      putTime(element, new Date(element.dateTime));
    }
  }

  apply();

  page.language = {
    text,
    has: (key) => key in STRINGS[current],
    put,
    putTime,

    /** The other language than the one in use, as a tag for the `lang` attribute. */
    otherTag: () => (current === 'en' ? TAGS.zh : TAGS.en),

    toggle() {
      current = current === 'en' ? 'zh' : 'en';
      page.lasting.write('language', current);
      apply();
    },
  };
})();
