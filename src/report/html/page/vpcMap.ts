import type { PageElement } from './browser.js';
import type { Elements } from './elements.js';
import type { MapInstance, MapSubnet, MapVpc, PageData } from './pageData.js';

/** VPCs with their ways in, subnets and exposed instances. Choosing an instance or a gateway searches for it. */
export const createVpcMap = ({ html, button, byId }: Elements, data: PageData, search: (text: string) => void) => {
  const instancesShown = 40;
  /** Beyond this, VPCs start closed: a large account's map is long. */
  const instancesInOpenVpcs = 200;

  const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

  const instanceButton = ({ id, name, severity, findings, routes }: MapInstance): PageElement =>
    button(
      {
        class: `instance severity-${severity}`,
        title: `${counted(findings, 'finding')}, worst ${data.severities[severity] ?? ''}, from ${routes.join(', ')}`,
      },
      () => search(id),
      html('span', { class: 'name' }, name === '' ? id : name),
      html('span', { class: 'count' }, String(findings)),
      html('span', { class: 'unseen' }, `findings, worst ${data.severities[severity] ?? ''}, show them`),
    );

  const subnetBox = ({ id, cidrs, zone, instances }: MapSubnet): PageElement => {
    const holder = html('div', { class: 'instances' });
    const show = (count: number): void => {
      const hidden = instances.length - count;
      holder.replaceChildren(...instances.slice(0, count).map(instanceButton));
      if (hidden > 0) {
        holder.append(button({ class: 'more' }, () => show(instances.length), `${hidden} more`));
      }
    };
    show(instancesShown);
    return html(
      'div',
      { class: 'subnet' },
      html(
        'h4',
        {},
        html('span', { class: 'mono' }, id),
        html('span', { class: 'quiet' }, [zone, ...cidrs].filter((part) => part !== '').join(' · ')),
      ),
      holder,
    );
  };

  const vpcBox = (vpc: MapVpc, open: boolean): PageElement => {
    const content = html('div', { class: 'vpc-content' });
    let drawn = false;
    const draw = (): void => {
      if (drawn) return;
      drawn = true;
      content.append(
        html(
          'ul',
          { class: 'gateways', 'aria-label': 'Ways in' },
          ...vpc.gateways.map(({ id, route, findings, instances, severity }) =>
            html(
              'li',
              {},
              button(
                { class: `gateway severity-${severity}` },
                () => search(`${vpc.id} ${id}`),
                html('span', { class: 'route' }, data.routeNames[route] ?? route),
                html('span', { class: 'mono' }, id),
                html(
                  'span',
                  { class: 'quiet' },
                  `${counted(findings, 'finding')} on ${counted(instances, 'instance')}`,
                ),
              ),
            ),
          ),
        ),
        html(
          'div',
          { class: 'subnets' },
          ...vpc.subnets.map(subnetBox),
          vpc.quietSubnets > 0
            ? html('p', { class: 'quiet' }, `${counted(vpc.quietSubnets, 'other subnet')} without exposed instances`)
            : undefined,
        ),
      );
    };
    const box = html(
      'details',
      { class: 'vpc', open },
      html(
        'summary',
        {},
        html('span', { class: 'name' }, vpc.name === '' ? vpc.id : vpc.name),
        html(
          'span',
          { class: 'mono quiet' },
          [vpc.name === '' ? '' : vpc.id, ...vpc.cidrs].filter((part) => part !== '').join('  '),
        ),
        html('span', { class: 'quiet' }, vpc.place),
        html('span', { class: 'quiet' }, counted(vpc.instances, 'exposed instance')),
      ),
      content,
    );
    box.addEventListener('toggle', draw);
    if (open) draw();
    return box;
  };

  let left = instancesInOpenVpcs;
  byId('map-content').replaceChildren(
    ...data.vpcs.map((vpc) => {
      left -= vpc.instances;
      return vpcBox(vpc, left >= 0);
    }),
  );
};
