import { OBLIGATION_FRACTIONS } from '../domain/sla/warnings.ts'
import type { Labelled, Obligation, Words } from './types.ts'

const item = (id: string, en: string, es: string): Labelled => ({ id, label: { en, es } })

function obligation(
  id: string,
  label: Words,
  law: Pick<Obligation, 'jurisdiction' | 'source' | 'within'>,
  marks: Partial<Pick<Obligation, 'pauseGrounds' | 'checks'>> = {},
): Obligation {
  // No category has one until a team says which: a law's clock on every request would be as wrong as none.
  const usual = { verifiedOn: '2026-11-20', categories: [], warnAt: OBLIGATION_FRACTIONS, pauseGrounds: [], checks: [] }
  return { id, label, ...law, ...usual, ...marks }
}

/**
 * What the law asks of a platform (TRUST_AND_SAFETY). Data, not advice: a team's counsel confirms each before a category
 * is named under it. `within: null` is a law that names no figure: the team sets its own.
 */
export const DEFAULT_OBLIGATIONS: readonly Obligation[] = [
  obligation(
    'eu_removal_order',
    { en: 'EU removal order, terrorist content', es: 'Orden de retirada de la UE, contenido terrorista' },
    {
      jurisdiction: 'EU',
      source: 'https://eur-lex.europa.eu/eli/reg/2021/784/oj',
      within: { minutes: 60 },
    },
    {
      pauseGrounds: [
        item('force_majeure', 'Force majeure', 'Fuerza mayor'),
        item('manifest_error', 'Manifest error in the order', 'Error manifiesto en la orden'),
        item('missing_information', 'The order lacks information', 'Falta información en la orden'),
      ],
      checks: [
        item('report_back', 'Report back to the authority', 'Informar a la autoridad'),
        item('preserve', 'Preserve for 6 months', 'Conservar 6 meses'),
      ],
    },
  ),
  obligation(
    'us_take_it_down',
    { en: 'US TAKE IT DOWN Act', es: 'TAKE IT DOWN Act de EE. UU.' },
    {
      jurisdiction: 'US',
      source: 'https://www.law.cornell.edu/uscode/text/47/223a',
      within: { minutes: 48 * 60 },
    },
    {
      checks: [
        item(
          'signature',
          'Signature of the person or of who acts for them',
          'Firma de la persona o de quien la representa',
        ),
        item(
          'identification',
          'The depiction is identified and can be found',
          'La imagen se identifica y se puede localizar',
        ),
        item(
          'good_faith',
          'Statement of good faith: published without consent',
          'Declaración de buena fe: sin consentimiento',
        ),
        item('contact', 'Contact of the person', 'Contacto de la persona'),
        item('copies', 'Known identical copies as well', 'También las copias idénticas conocidas'),
      ],
    },
  ),
  obligation(
    'eu_trusted_flagger',
    { en: 'EU trusted flagger, with priority', es: 'Alertador fiable de la UE, con prioridad' },
    {
      jurisdiction: 'EU',
      source: 'https://eur-lex.europa.eu/eli/reg/2022/2065/oj',
      within: null,
    },
    {
      checks: [
        item('field', 'The flagger is designated for this field', 'El alertador está designado para esta materia'),
      ],
    },
  ),
  obligation(
    'eu_threat_to_life',
    { en: 'EU, threat to life: tell the authorities', es: 'UE, amenaza para la vida: avisar a las autoridades' },
    {
      jurisdiction: 'EU',
      source: 'https://eur-lex.europa.eu/eli/reg/2022/2065/oj',
      within: null,
    },
    {
      checks: [
        item('authority', 'Which authority, of which state', 'Qué autoridad, de qué Estado'),
        item('told', 'When it was told, and what', 'Cuándo se le dijo, y qué'),
      ],
    },
  ),
  obligation(
    'us_2258a',
    { en: 'US, report to NCMEC', es: 'EE. UU., comunicación a NCMEC' },
    {
      jurisdiction: 'US',
      source: 'https://www.law.cornell.edu/uscode/text/18/2258A',
      within: null,
    },
    {
      checks: [
        item('report_id', 'The id of the report is linked', 'El identificador de la comunicación está enlazado'),
        item('preserve', 'Preserve for 1 year', 'Conservar 1 año'),
      ],
    },
  ),
]
