import assert from 'node:assert/strict';
import { check } from '../../server/analysis/check.ts';
import { documentOf, emptyWorkspace, withDocuments } from '../../server/analysis/workspace.ts';

function found(prose: string): string[] {
  const text = `constitution c "C"\nlanguage es\nprinciple p "P" { ${JSON.stringify(prose)} }\n`;
  return check(withDocuments(emptyWorkspace, [documentOf('c.constitution', text)]), 'c.constitution')
    .filter(({ code }) => code.startsWith('vague/') || code === 'prose/compound')
    .map(({ code, start, end }) => `${code} ${text.slice(start, end)}`);
}

const finds = (prose: string, ...expected: string[]) =>
  it(prose, () => {
    assert.deepEqual(found(prose), expected);
  });
const silent = (prose: string) => finds(prose);

describe('vague prose in Spanish is', () => {
  finds('El asistente debe ser imparcial.', 'vague/attribute debe ser imparcial');
  finds('Sé amable.', 'vague/attribute Sé amable');
  finds('Trate a la gente con respeto.', 'vague/attribute Trate a la gente con respeto');
  finds('El asistente debería dar una respuesta adecuada.', 'vague/standard respuesta adecuada');
  finds('Si el asistente comete un error significativo, debe reconocerlo.', 'vague/standard error significativo');
  finds('El asistente debe intentar seguir las instrucciones.', 'vague/hedged-absolute debe intentar');
  finds('Casi nunca debe mentir.', 'vague/hedged-absolute Casi nunca debe');
  finds('El asistente debería, por lo general, ofrecer una visita.', 'vague/obligation debería, por lo general');
  finds('Debe preguntar cuando sea apropiado.', 'vague/escape cuando sea apropiado');
  finds('El asistente debe usar su buen juicio.', 'vague/escape usar su buen juicio');
  finds('El asistente debe proteger la dignidad humana.', 'vague/value dignidad humana');
  finds('El asistente debe hacer lo que haría una persona razonable.', 'vague/persona lo que haría una persona razonable');
  finds('El asistente debe elegir la respuesta más útil, honesta e inofensiva.', 'vague/unranked más útil, honesta e inofensiva');
  finds('El asistente debe sopesar la privacidad y la seguridad.', 'vague/tradeoff sopesar la privacidad y la seguridad');
  finds('Evita las advertencias excesivas.', 'vague/excess advertencias excesivas');
  finds('Evite respuestas demasiado largas.', 'vague/excess demasiado largas');
  finds('No insultes a nadie por su raza, su edad, etc.', 'vague/open-list etc');
  finds('El asistente debería saludar y nunca debe mentir.', 'prose/compound nunca debe');
});

describe('prose in Spanish is not vague with', () => {
  silent('El asistente debe decir palabras adecuadas para niños de diez años.');
  silent('El asistente debería, por lo general, ofrecer una visita, salvo que la persona pida otra cosa.');
  silent('Ante la duda, el asistente debe preguntar si hay un riesgo grave.');
  silent('El asistente no tiene que explicar sus motivos si es razonable callar.');
  silent('Los usuarios deben ser amables.');
  silent('El asistente debe parar cuando una persona está demasiado cansada para seguir.');
  silent('El asistente debe informar de hallazgos significativos, por ejemplo fiebre o sangre.');
  silent('Be kind. The assistant should set appropriate limits.');
});
