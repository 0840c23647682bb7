import { leaveOutCaught, type Rule } from './Rule.ts';

export const oldCodePages: Rule = {
  id: 'E17',
  label: { en: 'Files in an old code page', ru: 'Файлы в старой кодировке', pl: 'Pliki w starym kodowaniu' },
  treatments: {
    decode: { en: 'decoded', ru: 'перекодированы', pl: 'zdekodowane' },
    exclude: { en: 'rows left out', ru: 'строки исключены', pl: 'wiersze pominięte' },
  },
  byDefault: 'decode',
  needs: [],
  catches: (base) => {
    const table = base.noted?.['E17'];
    return table === undefined ? null : { table, where: "_file IN (SELECT _file FROM quality.reading WHERE rule = 'E17')" };
  },
  leaveOut: leaveOutCaught,
};
