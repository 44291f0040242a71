import type { Route } from './server.ts'

/** `GET /contact.vcf`: our number as a contact, so that a phone's own silence can let it through (vCard 3.0, RFC 2426). */
export function contactRoute(number: string): Route {
  const card = [
    'BEGIN:VCARD',
    'VERSION:3.0',
    'N:;Vigía;;;',
    'FN:Vigía',
    'ORG:Vigía',
    `TEL;TYPE=VOICE,MSG,PREF:${number}`,
    'END:VCARD',
    '',
  ].join('\r\n')
  return {
    path: '/contact.vcf',
    method: 'GET',
    handler: (_request, response) => {
      response
        .writeHead(200, {
          'content-type': 'text/vcard; charset=utf-8',
          'content-disposition': 'attachment; filename="vigia.vcf"',
        })
        .end(card)
    },
  }
}
