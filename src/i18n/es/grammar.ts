import type { Moment } from '../format.ts'

/** "antes de las 03:17", "antes de la 01:17", "antes del lun 1 dic 12:00". */
export function antesDe(moment: Moment): string {
  if (moment.form === 'day') return `antes del ${moment.text}`
  return moment.form === 'time_at_one' ? `antes de la ${moment.text}` : `antes de las ${moment.text}`
}

/** "a las 03:08", "a la 01:08", "el lun 1 dic 12:00". */
export function aLas(moment: Moment): string {
  if (moment.form === 'day') return `el ${moment.text}`
  return moment.form === 'time_at_one' ? `a la ${moment.text}` : `a las ${moment.text}`
}

/** "desde las 03:08", "desde la 01:08", "desde el lun 1 dic 12:00". */
export function desde(moment: Moment): string {
  if (moment.form === 'day') return `desde el ${moment.text}`
  return moment.form === 'time_at_one' ? `desde la ${moment.text}` : `desde las ${moment.text}`
}

/** "hasta las 08:00", "hasta la 01:00", "hasta el lun 1 dic 12:00". */
export function hasta(moment: Moment): string {
  if (moment.form === 'day') return `hasta el ${moment.text}`
  return moment.form === 'time_at_one' ? `hasta la ${moment.text}` : `hasta las ${moment.text}`
}

/**
 * The same without the article, for what one message says to readers in several zones ("novedad antes de 03:38"):
 * whether it is *la* or *las* depends on each reader's own hour.
 */
export function antesDeHora(moment: Moment): string {
  return moment.form === 'day' ? antesDe(moment) : `antes de ${moment.text}`
}

/** "desde 03:08" */
export function desdeHora(moment: Moment): string {
  return moment.form === 'day' ? desde(moment) : `desde ${moment.text}`
}

/** "son las 03:02", "es la 01:02" */
export const sonLas = (time: string): string => (time.startsWith('01:') ? `es la ${time}` : `son las ${time}`)
