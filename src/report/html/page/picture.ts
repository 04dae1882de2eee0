import type { PageElement } from './browser.js';
import type { Elements } from './elements.js';
import type { End, Lane, Station, Way } from './pageData.js';
import type { Report } from './report.js';

/**
 * Draws a way: for each packet its sender on the left and its receiver on the right, what the request meets between
 * them above, and what the reply meets below. The list beside the picture says the same to those who do not see it.
 */
export const createPicture = ({ svg }: Elements, { data }: Report) => {
  const boxWidth = 158;
  const leastGap = 30;
  const padding = 10;
  const lineHeight = 14;
  const titleHeight = 30;
  const lettersInLine = 22;
  const mostLines = 8;
  const laneGap = 40;
  /** So that pictures of different ways look alike. */
  const leastWidth = 1180;

  const icons: Readonly<Record<string, string>> = {
    client: 'M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13M1.5 8h13M8 1.5c-5 4-5 9 0 13M8 1.5c5 4 5 9 0 13',
    interface: 'M4 4h8v8h-8zM6 1.5v2.5M10 1.5v2.5M6 12v2.5M10 12v2.5M1.5 6h2.5M1.5 10h2.5M12 6h2.5M12 10h2.5',
    loadBalancer: 'M8 2v4M8 6l-5 4v3M8 6l5 4v3M8 6v7',
    gateway: 'M2 14v-7a6 6 0 0 1 12 0v7M5.5 14v-6.5a2.5 2.5 0 0 1 5 0v6.5M1 14h14',
    networkAcl: 'M2 3.5h12M2 8h12M2 12.5h7M12 11l3 3M15 11l-3 3',
    securityGroups: 'M8 1.5l5.5 2v4.5c0 3.5-2.5 5.5-5.5 6.5c-3-1-5.5-3-5.5-6.5v-4.5zM5.5 8l2 2l3.5-4',
    routeTable: 'M2 12h3c4 0 4-8 8-8h1M2 12h12M11.5 1.5l2.5 2.5l-2.5 2.5M11.5 9.5l2.5 2.5l-2.5 2.5',
    condition: 'M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13M5 8l2 2l4-4',
  };

  /** Breaks at spaces, and inside words that are longer than a line. */
  const wrapped = (text: string): readonly string[] => {
    const lines: string[] = [];
    let line = '';
    for (const word of text.split(' ')) {
      let rest = word;
      if (line !== '' && line.length + 1 + rest.length <= lettersInLine) {
        line += ` ${rest}`;
        continue;
      }
      if (line !== '') lines.push(line);
      while (rest.length > lettersInLine) {
        lines.push(rest.slice(0, lettersInLine));
        rest = rest.slice(lettersInLine);
      }
      line = rest;
    }
    if (line !== '') lines.push(line);
    return lines;
  };

  interface Box {
    readonly kind: string;
    readonly title: string;
    readonly verdict: string;
    readonly strong: readonly string[];
    readonly weak: readonly string[];
    readonly height: number;
  }

  const boxOf = (
    kind: string,
    title: string,
    verdict: string,
    strongTexts: readonly string[],
    texts: readonly string[],
  ) => {
    const strong = strongTexts.flatMap(wrapped).slice(0, mostLines);
    const all = texts.flatMap(wrapped);
    const weak = all.length > mostLines ? [...all.slice(0, mostLines - 1), '…'] : all;
    const separation = weak.length > 0 ? 5 : 0;
    const height = titleHeight + (strong.length + weak.length) * lineHeight + separation + padding;
    return { kind, title, verdict, strong, weak, height };
  };

  const endBox = ({ kind, title, lines: [first, ...others] }: End): Box =>
    boxOf(kind, title, 'end', first === undefined ? [] : [first], others);

  const stationBox = ({ kind, title, ids, rules, verdict }: Station): Box => boxOf(kind, title, verdict, ids, rules);

  const drawBox = (box: Box, x: number, y: number, height: number): PageElement => {
    const { kind, title, verdict, strong, weak } = box;
    const top = y + titleHeight;
    const line = (text: string, index: number, offset: number, className: string) =>
      svg('text', { x: x + padding, y: top + (index + 1) * lineHeight - 2 + offset, class: className }, text);
    return svg(
      'g',
      { class: `box box-${kind} is-${verdict}` },
      svg('rect', { x, y, width: boxWidth, height, rx: 8, class: 'frame' }),
      svg('path', { d: icons[kind], transform: `translate(${x + padding} ${y + 8}) scale(0.875)`, class: 'icon' }),
      ...wrappedTitle(title, x + padding + 20, y),
      ...strong.map((text, index) => line(text, index, 2, 'strong')),
      ...weak.map((text, index) => line(text, strong.length + index, 7, 'weak')),
    );
  };

  const wrappedTitle = (title: string, x: number, y: number): readonly PageElement[] => {
    const [first, second] = title.length <= 18 ? [title] : splitTitle(title);
    return second === undefined
      ? [svg('text', { x, y: y + 19, class: 'title' }, first)]
      : [svg('text', { x, y: y + 14, class: 'title' }, first), svg('text', { x, y: y + 26, class: 'title' }, second)];
  };

  const splitTitle = (title: string): readonly [string, string | undefined] => {
    const at = title.lastIndexOf(' ', 18);
    return at < 0 ? [title, undefined] : [title.slice(0, at), title.slice(at + 1)];
  };

  /** An arrow from one box to the next; replies point left. */
  const arrow = (from: number, to: number, y: number, direction: Lane['direction']): PageElement => {
    const head = direction === 'request' ? `M${to - 6} ${y - 4}l6 4l-6 4` : `M${from + 6} ${y - 4}l-6 4l6 4`;
    return svg('path', { d: `M${from} ${y}H${to}${head}`, class: `arrow arrow-${direction}` });
  };

  const boxesOf = (lane: Lane | undefined): readonly Box[] => {
    const boxes = (lane?.stations ?? []).flatMap((index) => {
      const station = data.stations[index];
      return station === undefined ? [] : [stationBox(station)];
    });
    return lane?.direction === 'reply' ? boxes.reverse() : boxes;
  };

  const heightOf = (boxes: readonly Box[]): number => Math.max(0, ...boxes.map(({ height }) => height));

  return (way: Way, wayEnds: readonly End[], label: string): PageElement => {
    const lanes = data.lanes[way.lanes] ?? [];
    const panels = way.legs.map((packet, leg) => ({
      packet,
      left: wayEnds[leg],
      right: wayEnds[leg + 1],
      request: boxesOf(lanes.find((lane) => lane.leg === leg && lane.direction === 'request')),
      reply: boxesOf(lanes.find((lane) => lane.leg === leg && lane.direction === 'reply')),
    }));
    const most = Math.max(3, ...panels.flatMap(({ request, reply }) => [request.length + 2, reply.length + 2]));
    const width = Math.max(leastWidth, most * boxWidth + (most - 1) * leastGap);
    const drawn: PageElement[] = [];
    let y = 1;

    const drawLane = (boxes: readonly Box[], top: number, direction: Lane['direction']): void => {
      const gap = (width - (boxes.length + 2) * boxWidth) / (boxes.length + 1);
      // A little above the shortest box's middle, so that the arrows of a lane are on one line.
      const line = top + Math.min(38, Math.max(24, heightOf(boxes) / 2));
      let x = boxWidth;
      for (const box of boxes) {
        drawn.push(arrow(x + 4, x + gap - 4, line, direction), drawBox(box, x + gap, top, heightOf(boxes)));
        x += gap + boxWidth;
      }
      drawn.push(arrow(x + 4, x + gap - 4, line, direction));
    };

    panels.forEach(({ packet, left, right, request, reply }, leg) => {
      if (left === undefined || right === undefined) return;
      const [source, destination, delivered] = packet;
      const rewritten = delivered === undefined ? '' : `, delivered to ${delivered}`;
      drawn.push(
        svg(
          'text',
          { x: 0, y: y + 12, class: 'caption' },
          `${way.legs.length > 1 ? `${leg + 1}.  ` : ''}${way.shows.split(' ')[0]} ${source} → ${destination}${rewritten}`,
        ),
      );
      y += 26;
      const ends = [endBox(left), endBox(right)] as const;
      const requestHeight = Math.max(heightOf(request), 56);
      const replyHeight = heightOf(reply);
      const hasReply = lanes.some((lane) => lane.leg === leg && lane.direction === 'reply');
      const between = hasReply ? Math.max(replyHeight, 40) + laneGap : 0;
      const height = Math.max(requestHeight + between, heightOf(ends));
      drawn.push(drawBox(ends[0], 0, y, height), drawBox(ends[1], width - boxWidth, y, height));
      drawLane(request, y, 'request');
      if (hasReply) {
        const top = y + requestHeight + laneGap;
        drawn.push(svg('text', { x: boxWidth + leastGap, y: top - 12, class: 'caption quiet' }, 'reply'));
        drawLane(reply, top, 'reply');
      }
      y += height + 22;
    });
    const height = Math.max(1, y - 20);
    return svg(
      'svg',
      { viewBox: `0 0 ${width} ${height}`, width, height, role: 'img', 'aria-label': label, class: 'picture' },
      ...drawn,
    );
  };
};

export type Picture = ReturnType<typeof createPicture>;
