import type { ReportHead } from '../reportHead.ts';
import { xmlText } from './cellXml.ts';
import type { Sheet } from './sheet.ts';
import { columnLetters, quotedName, sheetXml } from './sheetXml.ts';
import { stylesXml } from './stylesXml.ts';
import type { Part } from './zipParts.ts';

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006';
const packaging = 'http://schemas.openxmlformats.org/package/2006';
const media = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** The files of an XLSX (ECMA-376): the sheets and what holds them together. */
export function workbookParts(head: ReportHead, digest: string, sheets: readonly Sheet[]): Part[] {
  const footer = `&L&8${head.title.replaceAll('&', '&&')}&C&8 SHA-256 of the JSON: ${digest}&R&8Page &P of &N`;
  const part = (name: string, xml: string): Part => ({
    name,
    text: async function* () {
      yield declaration + xml;
    },
  });
  return [
    part('[Content_Types].xml', contentTypes(sheets)),
    part(
      '_rels/.rels',
      relations(
        [
          ['officeDocument', 'xl/workbook.xml'],
          ['extended-properties', 'docProps/app.xml'],
        ],
        'docProps/core.xml',
      ),
    ),
    part('docProps/core.xml', coreProperties(head, digest)),
    part('docProps/app.xml', `<Properties xmlns="${office}/extended-properties"><Application>${xmlText(head.product)}</Application></Properties>`),
    part('xl/workbook.xml', workbook(sheets)),
    part(
      'xl/_rels/workbook.xml.rels',
      relations([...sheets.map((_, at): [string, string] => ['worksheet', `worksheets/sheet${at + 1}.xml`]), ['styles', 'styles.xml']]),
    ),
    part('xl/styles.xml', stylesXml),
    ...sheets.map((sheet, at): Part => ({ name: `xl/worksheets/sheet${at + 1}.xml`, text: () => sheetXml(sheet, footer) })),
  ];
}

function contentTypes(sheets: readonly Sheet[]): string {
  const overrides: [string, string][] = [
    ['/xl/workbook.xml', `${media}.sheet.main+xml`],
    ['/xl/styles.xml', `${media}.styles+xml`],
    ['/docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml'],
    ['/docProps/app.xml', 'application/vnd.openxmlformats-officedocument.extended-properties+xml'],
    ...sheets.map((_, at): [string, string] => [`/xl/worksheets/sheet${at + 1}.xml`, `${media}.worksheet+xml`]),
  ];
  return (
    `<Types xmlns="${packaging}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
    `${overrides.map(([name, type]) => `<Override PartName="${name}" ContentType="${type}"/>`).join('')}</Types>`
  );
}

function relations(targets: readonly [kind: string, target: string][], core?: string): string {
  const each = targets.map(([kind, target], at) => `<Relationship Id="rId${at + 1}" Type="${office}/relationships/${kind}" Target="${target}"/>`);
  const last = core === undefined ? '' : `<Relationship Id="core" Type="${packaging}/relationships/metadata/core-properties" Target="${core}"/>`;
  return `<Relationships xmlns="${packaging}/relationships">${each.join('')}${last}</Relationships>`;
}

function coreProperties({ title, product, version, frozenAt }: ReportHead, digest: string): string {
  const time = `${frozenAt.slice(0, 19)}Z`;
  const moment = (name: string) => `<dcterms:${name} xsi:type="dcterms:W3CDTF">${time}</dcterms:${name}>`;
  return (
    `<cp:coreProperties xmlns:cp="${packaging}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
    `<dc:title>${xmlText(title)}</dc:title><dc:creator>${xmlText(`${product} ${version}`)}</dc:creator><dc:description>SHA-256 of the JSON: ${digest}</dc:description>${moment('created')}${moment('modified')}</cp:coreProperties>`
  );
}

/** The two names a sheet has in spreadsheets of their own: where its filter is, and which rows every printed page repeats. */
function workbook(sheets: readonly Sheet[]): string {
  const listed = sheets.map(({ name }, at) => `<sheet name="${xmlText(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`);
  const names = sheets.flatMap(({ name, columns, count, filtered }, at) => [
    ...(filtered
      ? [
          `<definedName name="_xlnm._FilterDatabase" localSheetId="${at}" hidden="1">${xmlText(quotedName(name))}!$A$1:$${columnLetters(columns.length - 1)}$${count + 1}</definedName>`,
        ]
      : []),
    `<definedName name="_xlnm.Print_Titles" localSheetId="${at}">${xmlText(quotedName(name))}!$1:$1</definedName>`,
  ]);
  return `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${office}/relationships"><sheets>${listed.join('')}</sheets><definedNames>${names.join('')}</definedNames></workbook>`;
}
