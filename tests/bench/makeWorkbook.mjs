import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { strToU8, Zip, ZipDeflate } from 'fflate';

/** The first rows of a CSV file as a workbook of one sheet: numbers as numbers, other cells as shared strings. */
export async function makeWorkbook(csv, rows, path) {
  const out = createWriteStream(path);
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    out.write(chunk);
  });
  const add = (name) => {
    const part = new ZipDeflate(name, { level: 3 });
    zip.add(part);
    return part;
  };
  add('xl/workbook.xml').push(strToU8('<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Lines" sheetId="1" r:id="a"/></sheets></workbook>'), true);
  add('xl/_rels/workbook.xml.rels').push(strToU8('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="b" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>'), true);
  add('[Content_Types].xml').push(strToU8('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'), true);
  add('_rels/.rels').push(strToU8('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>'), true);
  const sheet = add('xl/worksheets/sheet1.xml');
  const strings = new Map();
  let waiting = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>';
  let row = 0;
  for await (const line of createInterface({ input: createReadStream(csv) })) {
    if (row > rows) break;
    row += 1;
    waiting += `<row r="${row}">`;
    for (const [at, cell] of line.split(',').entries()) {
      const address = `${String.fromCharCode(65 + at)}${row}`;
      if (/^-?\d+(\.\d+)?$/.test(cell)) waiting += `<c r="${address}"><v>${cell}</v></c>`;
      else if (cell !== '') {
        if (!strings.has(cell)) strings.set(cell, strings.size);
        waiting += `<c r="${address}" t="s"><v>${strings.get(cell)}</v></c>`;
      }
    }
    waiting += '</row>';
    if (waiting.length > 1 << 20) {
      sheet.push(strToU8(waiting));
      waiting = '';
    }
  }
  sheet.push(strToU8(`${waiting}</sheetData></worksheet>`), true);
  add('xl/sharedStrings.xml').push(strToU8(`<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${[...strings.keys()].map((text) => `<si><t>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</t></si>`).join('')}</sst>`), true);
  zip.end();
  await new Promise((resolve, reject) => {
    out.on('error', reject);
    out.end(resolve);
  });
}
