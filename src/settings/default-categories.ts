import type { Category, CategoryField, Settings, Words } from './types.ts'

/** A category before a team looks after it and people are named who may see it. */
export type CategoryDraft = Omit<Category, 'team' | 'visibleTo' | 'targets'>

export const DEFAULT_GROUPS: Settings['categoryGroups'] = [
  { id: 'people', label: { en: 'People in danger', es: 'Personas en peligro' } },
  { id: 'conduct', label: { en: 'Conduct and content', es: 'Conductas y contenidos' } },
  { id: 'rights', label: { en: 'Identity, fraud and rights', es: 'Identidad, fraude y derechos' } },
  { id: 'outside', label: { en: 'Requests from outside, other', es: 'Solicitudes externas y otros' } },
]

function field(id: string, label: Words, kind: CategoryField['kind'], isRequired = false): CategoryField {
  return { id, label, kind, isRequired, maxLength: 200 }
}

function category(
  id: string,
  group: string,
  label: Words,
  short: Words,
  marks: Partial<Pick<Category, 'isRestricted' | 'isHard' | 'fields' | 'opensDetails'>> = {},
): CategoryDraft {
  return { id, group, label, short, isRestricted: false, isHard: false, fields: [], opensDetails: false, ...marks }
}

const hard = { isHard: true }
const hardAndRestricted = { isHard: true, isRestricted: true }

/**
 * The platform's usual categories, in the order of the form. The short words go into text messages too, so they keep to
 * GSM-7: no á, í, ó, ú.
 */
export const DEFAULT_CATEGORIES: readonly CategoryDraft[] = [
  category(
    'child_safety',
    'people',
    { en: 'Child safety', es: 'Seguridad infantil' },
    { en: 'child safety', es: 'menores' },
    hardAndRestricted,
  ),
  category(
    'threats',
    'people',
    { en: 'Threats and violence', es: 'Amenazas y violencia' },
    { en: 'threats', es: 'amenazas' },
    hardAndRestricted,
  ),
  category(
    'self_harm',
    'people',
    { en: 'Self-harm', es: 'Autolesiones' },
    { en: 'self-harm', es: 'autolesiones' },
    hard,
  ),
  category(
    'intimate_imagery',
    'people',
    { en: 'Non-consensual intimate imagery', es: 'Imágenes íntimas sin consentimiento' },
    { en: 'intimate imagery', es: 'intimidad' },
    hardAndRestricted,
  ),
  category(
    'terrorism',
    'people',
    { en: 'Terrorism and violent extremism', es: 'Terrorismo y extremismo violento' },
    { en: 'terrorism', es: 'terrorismo' },
    hard,
  ),
  category('hate', 'conduct', { en: 'Hate', es: 'Odio' }, { en: 'hate', es: 'odio' }),
  category('harassment', 'conduct', { en: 'Harassment', es: 'Acoso' }, { en: 'harassment', es: 'acoso' }),
  category(
    'illegal_goods',
    'conduct',
    { en: 'Illegal goods', es: 'Bienes ilegales' },
    { en: 'illegal goods', es: 'bienes ilegales' },
  ),
  category(
    'elections',
    'conduct',
    { en: 'Elections and civic integrity', es: 'Elecciones e integridad cívica' },
    { en: 'elections', es: 'elecciones' },
  ),
  category(
    'medical_misinformation',
    'conduct',
    { en: 'Medical misinformation', es: 'Desinformación médica' },
    { en: 'medical', es: 'salud' },
  ),
  category(
    'impersonation',
    'rights',
    { en: 'Impersonation', es: 'Suplantación de identidad' },
    { en: 'impersonation', es: 'identidad falsa' },
  ),
  category(
    'fraud',
    'rights',
    { en: 'Fraud and artificial streaming', es: 'Fraude y reproducciones artificiales' },
    { en: 'fraud', es: 'fraude' },
  ),
  category(
    'privacy',
    'rights',
    { en: 'Privacy and doxxing', es: 'Privacidad y datos personales expuestos' },
    { en: 'privacy', es: 'privacidad' },
  ),
  category(
    'copyright',
    'rights',
    { en: 'Copyright', es: 'Derechos de autor' },
    { en: 'copyright', es: 'derechos de autor' },
  ),
  category(
    'government_request',
    'outside',
    { en: 'Government or law-enforcement request', es: 'Requerimiento de gobierno o policía' },
    { en: 'government', es: 'gobierno' },
    {
      isRestricted: true,
      opensDetails: true,
      fields: [
        // The clock that a law sets starts here, not at filing.
        field('received_at', { en: 'Received at', es: 'Recibido el' }, 'datetime', true),
        field('authority', { en: 'Authority', es: 'Autoridad' }, 'text', true),
        field('order_number', { en: 'Order number', es: 'Número de la orden' }, 'text'),
      ],
    },
  ),
  category(
    'press',
    'outside',
    { en: 'Press or high-profile inquiry', es: 'Prensa o consulta de alto perfil' },
    { en: 'press', es: 'prensa' },
    {
      fields: [
        field('outlet', { en: 'Outlet', es: 'Medio' }, 'text'),
        field('deadline', { en: 'Their deadline', es: 'Plazo que dan' }, 'datetime'),
      ],
    },
  ),
  category(
    'trusted_flagger',
    'outside',
    { en: 'Trusted flagger notice', es: 'Aviso de alertador fiable' },
    { en: 'trusted flagger', es: 'alertador fiable' },
    { fields: [field('flagger', { en: 'Trusted flagger', es: 'Alertador fiable' }, 'text', true)] },
  ),
  category('other', 'outside', { en: 'Other', es: 'Otro' }, { en: 'other', es: 'otro' }),
  // Behind "Not sure: let the team choose": what the card says until somebody chooses.
  category(
    'unsure',
    'outside',
    { en: 'Category to be chosen', es: 'Categoría por elegir' },
    { en: 'unsorted', es: 'sin clasificar' },
  ),
]
