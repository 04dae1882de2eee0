import type { PageElement } from './browser.js';
import type { Elements } from './elements.js';
import type { PageData, PageFinding, Way } from './pageData.js';
import type { Picture } from './picture.js';

/** Everything about one finding, shown when it is opened. */
export const createDetails = ({ html, button }: Elements, picture: Picture, data: PageData) => {
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

  const packetFacts = (way: Way): PageElement =>
    facts(
      way.legs.flatMap(({ source, destination, delivered }, leg) => {
        const from = leg === 0 ? 'from' : 'sent on from';
        return [
          ...(leg === 0 ? [['protocol', [way.protocol]] as const] : []),
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
  const ways = (finding: PageFinding): readonly PageElement[] => {
    const holder = html('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'picture of the path' });
    const words = html('div', {});
    const packet = html('div', {});
    const show = (way: Way): void => {
      const [first] = way.legs;
      const last = way.ends.at(-1);
      const label = `A ${way.protocol} packet from ${first?.source ?? ''} through ${finding.component} to ${last?.lines.join(', ') ?? ''}; every step is listed below`;
      holder.replaceChildren(picture(way, label));
      words.replaceChildren(steps(way));
      packet.replaceChildren(packetFacts(way));
    };
    const [firstWay] = finding.ways;
    if (firstWay === undefined) return [];
    show(firstWay);
    const buttons = finding.ways.map((way, index) => {
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
      html('div', { class: 'parts' }, section('Witness packet', packet), ...sections(finding)),
    ];
  };

  const sections = (finding: PageFinding): readonly PageElement[] => {
    const sources = finding.sources.flatMap((index) => {
      const entry = data.sources[index];
      if (entry === undefined) return [];
      const { ports, cidrs } = entry;
      const more =
        cidrs.length > mostCidrs ? [`… ${cidrs.length - mostCidrs} more blocks (all in the JSON report)`] : [];
      return [[ports, [...cidrs.slice(0, mostCidrs), ...more]] as const];
    });
    const assumptions = finding.assumptions.flatMap((index) => data.texts[index] ?? []);
    return [
      section('Reachable from', facts(sources)),
      section(
        'How to close it',
        ...(finding.closingRules.length > 0
          ? [
              html('p', {}, finding.closingRules.length === 1 ? 'Remove this rule:' : 'Remove these rules:'),
              list(finding.closingRules, 'rules'),
            ]
          : [
              html('p', {}, 'Removing rules of the interface’s security groups alone does not close it.'),
              html('p', { class: 'quiet' }, finding.recommendation),
            ]),
      ),
      ...(assumptions.length > 0 ? [section('Taken for granted', list(assumptions, 'plain'))] : []),
      section(
        'Where',
        facts([
          ['instance', [finding.instance, finding.name, finding.state]],
          ['interface', [finding.networkInterface]],
          ['address', finding.addresses],
          ['security groups', finding.groups],
          ['network ACL', [finding.networkAcl]],
          ['subnet', [finding.subnet]],
          ['VPC', [finding.vpc]],
          ['through', [finding.component]],
          ['load balancer', finding.loadBalancers],
          ['connections', finding.connections],
          ['process', [finding.process]],
          ['account', [finding.account, finding.region]],
          ['finding', [finding.id]],
        ]),
      ),
    ];
  };

  return (finding: PageFinding): PageElement =>
    html('div', { class: 'details' }, html('p', { class: 'sentence' }, finding.title), ...ways(finding));
};

export type Details = ReturnType<typeof createDetails>;
