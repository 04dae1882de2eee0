import type { Elements } from './elements.js';
import type { End, Entrance, FindingDetails, PageData, PageFinding, Place, Way } from './pageData.js';

/** The delivered data, with its indices resolved. */
export const createReport = ({ byId }: Elements) => {
  const data: PageData = JSON.parse(byId('report-data').textContent ?? '');
  const chunks = new Map<number, readonly FindingDetails[]>();

  const present = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('the report refers to something that it does not hold');
    return value;
  };

  const placeOf = ({ place }: PageFinding): Place => present(data.places[place]);
  const entranceOf = ({ entrance }: PageFinding): Entrance => present(data.entrances[entrance]);
  const groupsOf = ({ groups }: PageFinding): readonly string[] => present(data.groups[groups]);

  /** `[2001:db8::1]:443` without brackets and port. */
  const addressIn = (endpoint: string): string => endpoint.replace(/:\d+$/, '').replace(/^\[|\]$/g, '');

  return {
    data,
    placeOf,
    entranceOf,
    groupsOf,
    textOf: (index: number): string => present(data.texts[index]),
    titleOf: (finding: PageFinding): string => {
      const [instance, networkInterface, groups] = data.placeholders;
      const place = placeOf(finding);
      return present(data.texts[finding.title])
        .replaceAll(instance, () => place.instance)
        .replaceAll(networkInterface, () => place.networkInterface)
        .replaceAll(groups, () => groupsOf(finding).join(', '));
    },
    /** Client, load balancers and interface: one more than the way has legs. */
    endsOf: (finding: PageFinding, way: Way): readonly End[] => {
      const { instance, networkInterface } = placeOf(finding);
      const last = way.legs.at(-1);
      return [
        {
          kind: 'client',
          title: present(data.clientNames[entranceOf(finding).route]),
          lines: [addressIn(way.legs[0]?.[0] ?? '')],
        },
        ...way.nodes.map((index) => present(data.nodes[index])),
        {
          kind: 'interface',
          title: 'Network interface',
          lines: [networkInterface, addressIn(last?.[2] ?? last?.[1] ?? ''), instance],
        },
      ];
    },
    /** @param index of the finding */
    detailsOf: (index: number): FindingDetails => {
      const number = Math.floor(index / data.chunkSize);
      let chunk = chunks.get(number);
      if (chunk === undefined) {
        const read: readonly FindingDetails[] = JSON.parse(byId(`details-data-${number}`).textContent ?? '');
        chunk = read;
        chunks.set(number, chunk);
      }
      return present(chunk[index % data.chunkSize]);
    },
  };
};

export type Report = ReturnType<typeof createReport>;
