import { markdownTable } from 'markdown-table';
import type { PeerId, Text } from '../catalogue';
import type { Results } from '../run/results';
import type { ScenarioName } from '../scenarios/scenario-name';
import { type Language, SUFFIX, say } from './language';
import { type Absence, absences, labelOf, type Section, type Table, text, whole } from './section';
import { sectionsOf } from './sections/all';
import { standingsOf } from './standings';

/** The page in one language, made of nothing but the results. */
export function writePage(results: Results, language: Language): string {
  const in_ = (words: Text) => say(words, language);
  const sections = sectionsOf(results.scenarios);
  return `${[
    in_(text('English · [简体中文](benchmarks.zh-CN.md)', '[English](benchmarks.md) · 简体中文')),
    in_(text('# Side by side with the peers', '# 与同类库并排比较')),
    ...opening(
      sections.map(({ section }) => section),
      language,
    ),
    in_(circumstancesOf(results)),
    ...sections.flatMap(({ name, section }) => sectionLines(name, section, results, language)),
    in_(text('## Versions', '## 版本')),
    Object.entries(results.versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(' · '),
  ].join('\n\n')}\n`;
}

/** Wins and defeats: the first thing that a reader should know. */
function opening(sections: readonly Section[], language: Language): string[] {
  return [
    say(
      text(
        'Where `useHeartbeatSocket` is ahead of its peers, and where it is behind. The last columns count the libraries that take part; a lead of less than 2 % counts for neither.',
        '`useHeartbeatSocket` 在哪些指标上领先，在哪些上落后。最后两列是参与该项的库的个数；差距不足 2% 的两边都不算。',
      ),
      language,
    ),
    ...tableLines(standingsOf(sections.flatMap(({ claims }) => claims)), [], [], language),
  ];
}

function circumstancesOf({ date, machine: { cpu, cores, system, node } }: Results): Text {
  return text(
    `This page is written by \`npm run bench\`, on ${date}, on ${cores} cores (${cpu}), ${system}, Node ${node}. "The defaults of each" are a library's own numbers, with its heartbeat and its reconnect switched on where it has them. The hook runs on Taro's own socket task of H5, websocket-heartbeat-miniprogram too; only Taro's limit of five sockets is left out. What takes no part has a dash, and the reason stands below the table. The raw figures are in [results.json](../packages/bench/results.json).`,
    `本页由 \`npm run bench\` 于 ${date} 在 ${cores} 核（${cpu}）、${system}、Node ${node} 上生成。“各自默认值”指各库自己的数值，心跳与重连若有则开启。Hook 与 websocket-heartbeat-miniprogram 均运行在 Taro H5 自带的 SocketTask 上，只是去掉了 Taro 五个 socket 的上限。不参与的库以短横表示，原因列于表下。原始数据见 [results.json](../packages/bench/results.json)。`,
  );
}

function sectionLines(
  name: ScenarioName,
  section: Section,
  { date, dates, unhandled }: Results,
  language: Language,
): string[] {
  const measuredOn = dates[name] ?? date;
  const absent = absences(name);
  const reasons = [...new Set(absent.map(({ reason }) => reason))];
  const title = say(section.chart.title, language);
  return [
    `## ${say(section.title, language)}`,
    say(section.what, language),
    ...(measuredOn === date ? [] : [say(text(`Measured on ${measuredOn}.`, `测量于 ${measuredOn}。`), language)]),
    `![${title}](images/bench-${name}${SUFFIX[language]}.svg)`,
    ...section.tables.flatMap((table) => tableLines(table, absent, reasons, language)),
    ...reasons.map((reason, at) => `<sup>${at + 1}</sup> ${say(reason, language)}.`),
    ...(section.notes ?? []).map((note) => say(note, language)),
    ...unhandledLines(unhandled[name] ?? {}, language),
  ];
}

function unhandledLines(unhandled: Readonly<Record<string, number>>, language: Language): string[] {
  const counts = Object.entries(unhandled).map(([id, count]) => {
    const who = id === 'all' ? say(text('all libraries together', '所有库合计'), language) : labelOf(id as PeerId);
    return `${who} ${whole(count)}`;
  });
  if (counts.length === 0) return [];
  return [
    `${say(text('Promise rejections that nobody handled', '无人处理的 Promise 拒绝'), language)}: ${counts.join(' · ')}.`,
  ];
}

function tableLines(
  { title, head, rows }: Table,
  absent: readonly Absence[],
  reasons: readonly Text[],
  language: Language,
): string[] {
  const dashes = head.slice(1).map(() => '—');
  const table = markdownTable([
    head.map((cell) => say(cell, language)),
    ...rows.map((row) => row.map((cell) => say(cell, language))),
    ...absent.map(({ id, reason }) => [`${labelOf(id)} <sup>${reasons.indexOf(reason) + 1}</sup>`, ...dashes]),
  ]);
  return title ? [`**${say(title, language)}**`, table] : [table];
}
