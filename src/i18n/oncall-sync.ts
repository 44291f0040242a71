import type { Locale } from '../domain/language.ts'
import type { SyncSubject } from '../domain/oncall/sync-views.ts'

/** What leads are told of gaps, of places that somebody left, and of what Slack doesn't let follow who is on call. */
export interface OncallSyncWords {
  readonly gaps: {
    readonly title: (count: number, schedule: string) => string
    readonly first: (when: string) => string
    readonly filled: (when: string, names: string) => string
    readonly over: (when: string) => string
    readonly joined: (when: string) => string
    readonly gone: (when: string) => string
    readonly more: (count: number) => string
  }
  readonly vacant: {
    readonly left: (name: string, schedule: string) => string
    readonly since: (moment: string, places: string) => string
    readonly gaps: (count: number) => string
    readonly noGaps: string
    readonly removed: (by: string | null) => string
    readonly back: (name: string) => string
    readonly remove: string
    readonly cover: string
    readonly confirm: { readonly title: string; readonly text: (name: string) => string; readonly deny: string }
    readonly decided: string
  }
  readonly still: {
    readonly group: (schedules: string) => string
    readonly topic: (channel: string) => string
    readonly goesOn: string
    readonly why: Readonly<Record<SyncSubject, Readonly<Record<string, string>>>>
    readonly other: (code: string) => string
  }
  readonly undelivered: {
    readonly post: (channel: string) => string
    readonly own: (name: string) => string
    readonly tell: string
  }
  readonly topic: {
    readonly onCall: (names: string) => string
    readonly backup: (names: string) => string
    readonly nobody: string
  }
}

const en: OncallSyncWords = {
  gaps: {
    title: (count, schedule) => (count === 1 ? `New gap in ${schedule}` : `${count} new gaps in ${schedule}`),
    first: (when) => `the first ${when}`,
    filled: (when, names) => `✓ ${when}: ${names}`,
    over: (when) => `✓ ${when}: over`,
    joined: (when) => `↪ ${when}: part of a longer gap now`,
    gone: (when) => `✓ ${when}: no longer a gap`,
    more: (count) => `+${count}. All of them: \`/oncall gaps\``,
  },
  vacant: {
    left: (name, schedule) => `${name} has left (${schedule}).`,
    since: (moment, places) => `Their place has been vacant since ${moment}: ${places}`,
    gaps: (count) =>
      count === 1 ? '1 gap in the next 30 days, at' : `${count} gaps in the next 30 days, the first at`,
    noGaps: 'No gap in the next 30 days.',
    removed: (by) => (by === null ? '✓ removed from the line' : `✓ removed by ${by}`),
    back: (name) => `✓ ${name} is back.`,
    remove: 'Remove from the line',
    cover: 'Find cover',
    confirm: {
      title: 'Remove from the line?',
      text: (name) => `The others go on in their order without ${name}. Turns that have begun stay as they are.`,
      deny: 'Cancel',
    },
    decided: 'It is decided already.',
  },
  still: {
    group: (schedules) => `Slack doesn't let Vigía keep the user group of who is on call (${schedules}).`,
    topic: (channel) => `Slack doesn't let Vigía say in the topic of ${channel} who is on call.`,
    goesOn: 'Everything else goes on. It is tried again whenever who is on call changes.',
    why: {
      group: {
        missing_scope: 'Vigía lacks the scope `usergroups:write`: an administrator can add it.',
        permission_denied: 'Only some may edit user groups here: an administrator can let everybody do so.',
        restricted_action: 'Only some may edit user groups here: an administrator can let everybody do so.',
        not_allowed_token_type: 'Bots may not edit user groups here: take the group out of the schedule.',
        plan_upgrade_required: "User groups need a paid plan of Slack's: take the group out of the schedule.",
        paid_teams_only: "User groups need a paid plan of Slack's: take the group out of the schedule.",
        no_such_subteam: 'The group isn’t there any more: name another in the schedule.',
        subteam_not_found: 'The group isn’t there any more: name another in the schedule.',
      },
      topic: {
        missing_scope: 'Vigía lacks the scope `channels:manage` or `groups:write`: an administrator can add it.',
        not_in_channel: 'Vigía isn’t in the channel: invite it.',
        channel_not_found: 'Vigía can’t see the channel: invite it.',
        is_archived: 'The channel is archived: name another in the settings.',
        restricted_action: 'Only some may set topics here: an administrator can let everybody do so.',
      },
    },
    other: (code) => `Slack answered ${code}.`,
  },
  undelivered: {
    post: (channel) => `Who is on call couldn't be posted in ${channel}.`,
    own: (name) => `${name} couldn't be told of their own on-call duty.`,
    tell: 'They may not know: tell them another way.',
  },
  topic: {
    onCall: (names) => `On call: ${names}`,
    backup: (names) => `backup ${names}`,
    nobody: 'nobody',
  },
}

const es: OncallSyncWords = {
  gaps: {
    title: (count, schedule) => (count === 1 ? `Hueco nuevo en ${schedule}` : `${count} huecos nuevos en ${schedule}`),
    first: (when) => `el primero, ${when}`,
    filled: (when, names) => `✓ ${when}: ${names}`,
    over: (when) => `✓ ${when}: ya pasó`,
    joined: (when) => `↪ ${when}: ahora es parte de un hueco más largo`,
    gone: (when) => `✓ ${when}: ya no es un hueco`,
    more: (count) => `+${count}. Todos: \`/oncall gaps\``,
  },
  vacant: {
    left: (name, schedule) => `${name} ya no está (${schedule}).`,
    since: (moment, places) => `Su lugar está vacante desde ${moment}: ${places}`,
    gaps: (count) =>
      count === 1 ? '1 hueco en los próximos 30 días:' : `${count} huecos en los próximos 30 días; el primero:`,
    noGaps: 'Ningún hueco en los próximos 30 días.',
    removed: (by) => (by === null ? '✓ ya no está en la fila' : `✓ lo quitó ${by}`),
    back: (name) => `✓ ${name} volvió.`,
    remove: 'Quitar de la fila',
    cover: 'Buscar reemplazo',
    confirm: {
      title: '¿Quitar de la fila?',
      text: (name) => `Los demás siguen en su orden sin ${name}. Los turnos que ya empezaron quedan como están.`,
      deny: 'Cancelar',
    },
    decided: 'Ya está decidido.',
  },
  still: {
    group: (schedules) =>
      `Slack no deja que Vigía mantenga el grupo de usuarios de quien está de guardia (${schedules}).`,
    topic: (channel) => `Slack no deja que Vigía diga en el tema de ${channel} quién está de guardia.`,
    goesOn: 'Todo lo demás sigue. Se intenta de nuevo cada vez que cambia quién está de guardia.',
    why: {
      group: {
        missing_scope: 'A Vigía le falta el permiso `usergroups:write`: un administrador puede agregarlo.',
        permission_denied: 'Aquí solo algunos pueden editar grupos: un administrador puede permitírselo a todos.',
        restricted_action: 'Aquí solo algunos pueden editar grupos: un administrador puede permitírselo a todos.',
        not_allowed_token_type: 'Aquí los bots no pueden editar grupos: quita el grupo del calendario de guardia.',
        plan_upgrade_required:
          'Los grupos de usuarios requieren un plan pagado de Slack: quita el grupo del calendario de guardia.',
        paid_teams_only:
          'Los grupos de usuarios requieren un plan pagado de Slack: quita el grupo del calendario de guardia.',
        no_such_subteam: 'El grupo ya no existe: indica otro en el calendario de guardia.',
        subteam_not_found: 'El grupo ya no existe: indica otro en el calendario de guardia.',
      },
      topic: {
        missing_scope:
          'A Vigía le falta el permiso `channels:manage` o `groups:write`: un administrador puede agregarlo.',
        not_in_channel: 'Vigía no está en el canal: invítala.',
        channel_not_found: 'Vigía no ve el canal: invítala.',
        is_archived: 'El canal está archivado: indica otro en la configuración.',
        restricted_action: 'Aquí solo algunos pueden cambiar temas: un administrador puede permitírselo a todos.',
      },
    },
    other: (code) => `Slack respondió ${code}.`,
  },
  undelivered: {
    post: (channel) => `No se pudo publicar en ${channel} quién está de guardia.`,
    own: (name) => `No se pudo avisar a ${name} de su propia guardia.`,
    tell: 'Quizá no lo sabe: díselo de otra manera.',
  },
  topic: {
    onCall: (names) => `De guardia: ${names}`,
    backup: (names) => `respaldo ${names}`,
    nobody: 'nadie',
  },
}

const BY_LOCALE: Readonly<Record<Locale, OncallSyncWords>> = { en, es, 'es-ES': es }

export function oncallSyncWords(locale: Locale): OncallSyncWords {
  return BY_LOCALE[locale]
}
