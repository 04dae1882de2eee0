import type { PageElement } from './browser.js';
import type { Elements } from './elements.js';
import type { FindingDetails, PageFinding, Way } from './pageData.js';
import type { Picture } from './picture.js';
import type { Report } from './report.js';

/** Everything about one finding, shown when it is opened. */
export const createDetails = ({ html, button }: Elements, picture: Picture, report: Report) => {
  const { data } = report;
  const mostCidrs = 24;

  const section = (title: string, ...content: readonly PageElement[]): PageElement =>
    html('section', { class: 'part' }, html('h4', {}, title), ...content);

  const facts = (entries: readonly (readonly [name: string, values: readonly string[]])[]): PageElement =>
    html(
      'dl',
      {},
      ...entries
        .map(([name, values]) => [name, values.filter((value) => value !== '')] as const)
        .filter(([, values]) => values.length > 0)
        .flatMap(([name, values]) => [
          html('dt', {}, name),
          html('dd', {}, ...values.map((value) => html('span', { class: 'value' }, value))),
        ]),
    );

  const list = (items: readonly string[], className: string): PageElement =>
    html('ul', { class: className }, ...items.map((item) => html('li', {}, item)));

  const protocolOf = ({ shows }: Way): string => shows.split(' ')[0] ?? '';

  const packetFacts = (way: Way): PageElement =>
    facts(
      way.legs.flatMap(([source, destination, delivered], leg) => {
        const from = leg === 0 ? 'from' : 'sent on from';
        return [
          ...(leg === 0 ? [['protocol', [protocolOf(way)]] as const] : []),
          [from, [source]] as const,
          ['to', [destination]] as const,
          ['delivered to', delivered === undefined ? [] : [delivered]] as const,
        ];
      }),
    );

  /** The picture in words: every element with what decided there, in the order in which the packets meet them. */
  const steps = (way: Way): PageElement => {
    const lanes = data.lanes[way.lanes] ?? [];
    const items = lanes.flatMap(({ direction, leg, stations }) =>
      stations.flatMap((index) => {
        const station = data.stations[index];
        if (station === undefined) return [];
        const hop = `${direction}${way.legs.length > 1 ? `, packet ${leg + 1}` : ''}`;
        return [
          html(
            'li',
            {},
            html('span', { class: 'hop' }, hop),
            html('span', { class: 'element' }, `${station.title} `, html('code', {}, station.ids.join(', '))),
            html('span', { class: 'rules' }, ...station.rules.map((rule) => html('code', {}, rule))),
          ),
        ];
      }),
    );
    return html(
      'details',
      { class: 'steps' },
      html('summary', {}, `Every step (${items.length})`),
      html('ol', {}, ...items),
    );
  };

  /** One way at a time; buttons choose where there are several. */
  const ways = (finding: PageFinding, found: FindingDetails): readonly PageElement[] => {
    const holder = html('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'picture of the path' });
    const words = html('div', {});
    const packet = html('div', {});
    const show = (way: Way): void => {
      const [first] = way.legs;
      const ends = report.endsOf(finding, way);
      const through = report.entranceOf(finding).component;
      const label = `A ${protocolOf(way)} packet from ${first?.[0] ?? ''} through ${through} to ${ends.at(-1)?.lines.join(', ') ?? ''}; every step is listed below`;
      holder.replaceChildren(picture(way, ends, label));
      words.replaceChildren(steps(way));
      packet.replaceChildren(packetFacts(way));
    };
    const [firstWay] = found.ways;
    if (firstWay === undefined) return [];
    show(firstWay);
    const buttons = found.ways.map((way, index) => {
      const choice: PageElement = button(
        { class: 'chip', 'aria-pressed': String(index === 0) },
        () => {
          show(way);
          for (const other of buttons) other.setAttribute('aria-pressed', String(other === choice));
        },
        way.shows,
      );
      return choice;
    });
    const chooser =
      buttons.length > 1
        ? [
            html(
              'div',
              { class: 'chips', role: 'group', 'aria-label': 'Witness for' },
              html('span', { class: 'quiet' }, 'Witness for'),
              ...buttons,
            ),
          ]
        : [];
    return [
      ...chooser,
      holder,
      words,
      html('div', { class: 'parts' }, section('Witness packet', packet), ...sections(finding, found)),
    ];
  };

  const sections = (finding: PageFinding, found: FindingDetails): readonly PageElement[] => {
    const place = report.placeOf(finding);
    const closingRules = found.closingRules.map(report.textOf);
    const sources = found.sources.flatMap((index) => {
      const entry = data.sources[index];
      if (entry === undefined) return [];
      const { ports, cidrs } = entry;
      const more =
        cidrs.length > mostCidrs ? [`… ${cidrs.length - mostCidrs} more blocks (all in the JSON report)`] : [];
      return [[ports, [...cidrs.slice(0, mostCidrs), ...more]] as const];
    });
    const assumptions = found.assumptions.map(report.textOf);
    return [
      section('Reachable from', facts(sources)),
      section(
        'How to close it',
        ...(closingRules.length > 0
          ? [
              html('p', {}, closingRules.length === 1 ? 'Remove this rule:' : 'Remove these rules:'),
              list(closingRules, 'rules'),
            ]
          : [
              html('p', {}, 'Removing rules of the interface’s security groups alone does not close it.'),
              html('p', { class: 'quiet' }, found.recommendation),
            ]),
      ),
      ...(assumptions.length > 0 ? [section('Taken for granted', list(assumptions, 'plain'))] : []),
      section(
        'Where',
        facts([
          ['instance', [place.instance, place.name, place.state]],
          ['interface', [place.networkInterface]],
          ['address', finding.addresses],
          ['security groups', report.groupsOf(finding)],
          ['network ACL', [place.networkAcl]],
          ['subnet', [place.subnet]],
          ['VPC', [place.vpc]],
          ['through', [report.entranceOf(finding).component]],
          ['load balancer', finding.loadBalancers],
          ['connections', found.connections.map(report.textOf)],
          ['process', [finding.process]],
          ['account', [place.account, place.region]],
          ['finding', [finding.id]],
        ]),
      ),
    ];
  };

  /** @param index of the finding */
  return (finding: PageFinding, index: number): PageElement =>
    html(
      'div',
      { class: 'details' },
      html('p', { class: 'sentence' }, report.titleOf(finding)),
      ...ways(finding, report.detailsOf(index)),
    );
};

export type Details = ReturnType<typeof createDetails>;
