/** Formats of numbers (ECMA-376, 18.8.30): built-in ones below 164, ours from there. */
const formats = { actionDays: '#,##0.00', days: 'General" d"', seconds: 'General" s"', share: '0.0%', time: 'yyyy\\-mm\\-dd hh:mm', day: 'yyyy\\-mm\\-dd' };
const formatId = Object.fromEntries(Object.keys(formats).map((name, at) => [name, 164 + at])) as Record<keyof typeof formats, number>;
const wholeNumber = 3; // #,##0

const format = (id: number): string => `<xf numFmtId="${id}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`;
const styles = {
  plain: '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
  head: '<xf numFmtId="0" fontId="1" fillId="2" borderId="1" xfId="0" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment vertical="bottom" wrapText="1"/></xf>',
  inert: '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1"/>',
  link: '<xf numFmtId="0" fontId="2" fillId="0" borderId="0" xfId="0" applyFont="1"/>',
  integer: format(wholeNumber),
  actionDays: format(formatId.actionDays),
  days: format(formatId.days),
  seconds: format(formatId.seconds),
  share: format(formatId.share),
  time: format(formatId.time),
  day: format(formatId.day),
};

/** The number of a style, as cells name it. */
export const styleIndex = Object.fromEntries(Object.keys(styles).map((name, at) => [name, at])) as Record<keyof typeof styles, number>;

const font = (inner: string): string => `<font>${inner}<name val="Calibri"/><family val="2"/></font>`;
const quoted = (text: string): string => text.replaceAll('"', '&quot;');

export const stylesXml = `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="${Object.keys(formats).length}">${Object.entries(
  formats,
)
  .map(([name, code]) => `<numFmt numFmtId="${formatId[name as keyof typeof formats]}" formatCode="${quoted(code)}"/>`)
  .join(
    '',
  )}</numFmts><fonts count="3">${font('<sz val="11"/>')}${font('<b/><sz val="11"/>')}${font('<u/><sz val="11"/><color rgb="FF3650C6"/>')}</fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFEEF0F3"/></patternFill></fill></fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left/><right/><top/><bottom style="thin"><color rgb="FF616977"/></bottom><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${Object.keys(styles).length}">${Object.values(styles).join('')}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
