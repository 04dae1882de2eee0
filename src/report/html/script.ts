/**
 * The script of the page. Its functions are written and checked like all others; what is delivered is their compiled
 * text, so that the build needs no bundler and the page no second file. Each uses nothing but its parameters.
 */
import { createDetails } from './page/details.js';
import { createElements } from './page/elements.js';
import { createFindingTable } from './page/findingTable.js';
import { createPicture } from './page/picture.js';
import { createReport } from './page/report.js';
import { createSelection } from './page/selection.js';
import { type PageParts, startPage } from './page/startPage.js';
import { createVpcMap } from './page/vpcMap.js';

const parts: PageParts = {
  createElements,
  createReport,
  createPicture,
  createDetails,
  createSelection,
  createFindingTable,
  createVpcMap,
};

/** JavaScript that starts the page. */
export const pageScript = (): string => {
  const members = Object.entries(parts).map(([name, part]) => `${name}: ${String(part)}`);
  return `'use strict';\n(${String(startPage)})(window, {\n${members.join(',\n')}\n});\n`;
};
