import type { PageElement, PageWindow } from './browser.js';
import type { createDetails } from './details.js';
import type { createElements } from './elements.js';
import type { createFindingTable } from './findingTable.js';
import type { createPicture } from './picture.js';
import type { createReport } from './report.js';
import type { createSelection, Filters, Order, SortKey } from './selection.js';
import type { createVpcMap } from './vpcMap.js';

/** The other functions of the page, which cannot be imported where they run. */
export interface PageParts {
  readonly createElements: typeof createElements;
  readonly createReport: typeof createReport;
  readonly createPicture: typeof createPicture;
  readonly createDetails: typeof createDetails;
  readonly createSelection: typeof createSelection;
  readonly createFindingTable: typeof createFindingTable;
  readonly createVpcMap: typeof createVpcMap;
}

/** Brings the delivered page to life. */
export const startPage = (window: PageWindow, parts: PageParts): void => {
  const { document } = window;
  const elements = parts.createElements(window);
  const { byId } = elements;
  const report = parts.createReport(elements);
  const { data } = report;
  const details = parts.createDetails(elements, parts.createPicture(elements, report), report);
  const select = parts.createSelection(report);
  const table = parts.createFindingTable(elements, details, report);

  const everything: Filters = { severities: new Set(), routes: new Set(), type: '', search: '' };
  const sortKeys: readonly SortKey[] = ['severity', 'instance', 'address', 'route', 'port', 'service', 'component'];
  let filters = everything;
  let order: Order = { key: 'severity', descending: true };

  const search = byId('search');
  const type = byId('type');
  const clear = byId('clear');
  const chips = [...document.querySelectorAll('[data-filter]')];
  const cells = [...document.querySelectorAll('[data-cell]')];
  const headers = [...document.querySelectorAll('th[data-sort]')];

  const update = (): void => {
    for (const chip of chips) {
      const value = chip.getAttribute('data-value') ?? '';
      const on =
        chip.getAttribute('data-filter') === 'severity'
          ? filters.severities.has(Number(value))
          : filters.routes.has(value);
      chip.setAttribute('aria-pressed', String(on));
    }
    for (const header of headers) {
      const own = header.getAttribute('data-sort') === order.key;
      header.setAttribute('aria-sort', own ? (order.descending ? 'descending' : 'ascending') : 'none');
    }
    if (search.value !== filters.search) search.value = filters.search;
    if (type.value !== filters.type) type.value = filters.type;
    clear.hidden =
      filters.severities.size === 0 && filters.routes.size === 0 && filters.type === '' && filters.search === '';
    table.show(select(filters, order));
  };

  const toggled = <T>(set: ReadonlySet<T>, value: T): ReadonlySet<T> => {
    const result = new Set(set);
    if (!result.delete(value)) result.add(value);
    return result;
  };

  const onPress = (element: PageElement, action: () => void): void => element.addEventListener('click', action);

  for (const chip of chips) {
    const value = chip.getAttribute('data-value') ?? '';
    const bySeverity = chip.getAttribute('data-filter') === 'severity';
    onPress(chip, () => {
      filters = bySeverity
        ? { ...filters, severities: toggled(filters.severities, Number(value)) }
        : { ...filters, routes: toggled(filters.routes, value) };
      update();
    });
  }
  /** From elsewhere on the page: the findings come into view, and the keyboard goes to them. */
  const jump = (next: Filters): void => {
    filters = next;
    update();
    byId('findings').scrollIntoView({ block: 'start' });
    byId('rows-heading').focus();
  };
  for (const cell of cells) {
    const [severity = '', route = ''] = (cell.getAttribute('data-cell') ?? '').split('|');
    onPress(cell, () =>
      jump({
        ...everything,
        severities: new Set(severity === '' ? [] : [Number(severity)]),
        routes: new Set(route === '' ? [] : [route]),
      }),
    );
  }
  for (const header of headers) {
    const key = sortKeys.find((candidate) => candidate === header.getAttribute('data-sort'));
    for (const button of header.querySelectorAll('button')) {
      onPress(button, () => {
        if (key === undefined) return;
        // Severities start with the worst; everything else with the first.
        order = { key, descending: order.key === key ? !order.descending : key === 'severity' };
        update();
      });
    }
  }
  search.addEventListener('input', () => {
    filters = { ...filters, search: search.value };
    update();
  });
  type.addEventListener('change', () => {
    filters = { ...filters, type: type.value };
    update();
  });
  onPress(clear, () => {
    filters = everything;
    update();
    search.focus();
  });
  window.addEventListener('beforeprint', () => table.print(true));
  window.addEventListener('afterprint', () => table.print(false));

  /** `#finding-ID` links to one finding. */
  const followHash = (): void => {
    const id = window.location.hash.replace(/^#finding-/, '');
    const index = data.findings.findIndex((finding) => finding.id === id);
    if (index < 0) return;
    filters = everything;
    update();
    table.reveal(index);
  };
  window.addEventListener('hashchange', followHash);

  parts.createVpcMap(elements, data, (text) => jump({ ...everything, search: text }));
  update();
  followHash();
};
