/** What a screen reader says instead of the picture of the line. */
export interface LabSummary {
  readonly seconds: number;
  readonly status: string;
  readonly losses: number;
  readonly pings: number;
  readonly pongs: number;
  readonly sent: number;
  readonly waiting: number;
}

/** The texts of the line lab in Chinese. */
export const labZh = {
  title: '线路实验台',
  hint: '把自己的线路弄坏，看它怎样恢复。别人的线路不受影响。',
  off: '实验台没有开启',
  offHint: '启动服务器时加上 LINE_LAB=1，或在项目根目录运行 npm start。',
  breaks: '动手试试',
  refused: '服务器没有执行，请稍后再试',
  timeline: '线路时间线',
  summary: ({ seconds, status, losses, pings, pongs, sent, waiting }: LabSummary) =>
    `最近 ${seconds} 秒的线路：现在${status}，断开 ${losses} 次，心跳 ${pings} 次、应答 ${pongs} 次，发出消息 ${sent} 条，等待 ${waiting} 条`,
  lanes: { actions: '操作', status: '线路', pings: '心跳', messages: '消息', causes: '原因' },
  ago: (seconds: number) => `${seconds} 秒前`,
  now: '现在',
  legend: {
    open: '已连接',
    connecting: '正在连接',
    waiting: '等待重连',
    suspended: '暂停',
    closed: '未连接',
    ping: '心跳与应答',
    lost: '没有应答',
    held: '消息在等待',
    sent: '消息发出',
  },
  send: { title: '发一条消息', hint: '线路断开时它会等待，恢复后立即送出。', press: '发送' },
  cut: { title: '静默切断', hint: '不再有一个字节通过，也没有人得到通知。心跳会发现。', press: '切断', mark: '切断' },
  close: { title: '关闭并给出代码', hint: '服务器道别：1001 重启，1011 内部错误，4000 自定义。', mark: '关闭' },
  away: { title: '服务器离开 5 秒', hint: '连接被重置，新的连接也被拒绝。', press: '离开', mark: '离开' },
  slow: { title: '慢线路 10 秒', hint: '每个字节单程晚到 1 秒：变慢不等于断开。', press: '变慢', mark: '变慢' },
  refuse: { title: '拒绝登录', hint: '以 4401 关闭，令牌作废：换一张新的再来。', press: '拒绝', mark: '拒绝' },
  hide: {
    title: '切到后台 6 秒（模拟）',
    hint: '按小程序的规则：后台暂停心跳，回来后换新线路。',
    press: '隐藏',
    mark: '后台',
  },
  clock: { title: '拨动时钟 8 秒', hint: '设备时钟差一小时，最多多发一次心跳。', back: '−1 小时', forward: '+1 小时' },
};

export type LabTexts = typeof labZh;
