import type { Severity } from '../domain/escalation/words.ts'
import type { ContentLanguage } from '../domain/language.ts'

/**
 * What is said outside Slack: by SMS, on the phone, by e-mail. An SMS is one part of 160 characters, so its lines are few
 * words; `short` are they.
 */
export const ways = {
  short: {
    page: (f: { readonly severity: string; readonly number: string; readonly category: string | null }) =>
      `Vigia ${f.severity} ${f.number}${f.category === null ? '' : ` ${f.category}`}.`,
    pageAgain: (f: { readonly severity: string; readonly number: string; readonly category: string | null }) =>
      `Vigia (again) ${f.severity} ${f.number}${f.category === null ? '' : ` ${f.category}`}.`,
    claimBy: (time: string) => `Claim by ${time}.`,
    reply: (number: number) => `Reply ${number} 1=claim 2=seen 3=pass`,
    inSlack: 'Answer in Slack.',
    code: (code: string) => `Vigia: ${code} is your code. It is good for 10 minutes.`,
    test: 'Vigia: this is your test page. Nothing to do.',
    /** Answers to an answer. */
    claimed: (number: string, time: string | null) =>
      time === null ? `${number} is yours.` : `${number} is yours. First update by ${time}.`,
    seen: (number: string) => `${number}: seen. Claim it soon, or the next person is paged.`,
    passed: (number: string) => `${number}: passed on. Rest.`,
    taken: (number: string) => `${number}: somebody else has it. Nothing to do.`,
    over: (number: string) => `${number} doesn't wait for you any more. Nothing to do.`,
    refused: (number: string) => `${number}: that can't be done from here. Open Slack.`,
    help: 'Vigia: reply with the number and 1=claim 2=seen 3=pass, as in: 1042 1',
    failed: 'Vigia: that did not work. Try again, or open Slack.',
  },
  call: {
    language: 'en-US',
    page: (severity: Severity, number: string) => `Vigía. Severity ${severity.slice(3)}. Escalation ${number}.`,
    keys: 'Press 4 to claim, 5 seen, 6 pass, 9 repeat.',
    code: (digits: string) => `Vigía. Your code is ${digits}.`,
    codeAgain: (digits: string) => `Once more: ${digits}.`,
    test: 'Vigía. This is your test page. Nothing to do.',
    claimed: 'It is yours.',
    seen: 'Seen. Claim it soon, or the next person is paged.',
    passed: 'Passed on. Rest.',
    taken: 'Somebody else has it. Nothing to do.',
    over: 'It doesn’t wait for you any more. Nothing to do.',
    refused: 'That can’t be done from here. Open Slack.',
    failed: 'That did not work. Open Slack.',
  },
  /** Subjects, and lines of an e-mail; what PagerDuty lists. */
  mail: {
    language: {
      en: 'content in English',
      es: 'content in Spanish',
      other: 'content in another language',
      none: 'content without words',
      unsure: 'language of the content not sure',
    } satisfies Record<ContentLanguage, string>,
    again: 'again',
    claimBy: (time: string) => `claim by ${time}`,
    open: (link: string) => `Open it in Slack: ${link}`,
    inSlack: 'It waits for you in Slack.',
    why: 'You get this because you are paged, and this address is one of your ways to be reached. Change them in Vigía’s Home.',
    codeSubject: (code: string) => `Vigía: ${code} is your code`,
    code: (code: string) => `${code} is your code. It is good for 10 minutes. If you didn’t ask for it, ignore it.`,
    testSubject: 'Vigía: your test page',
    test: 'This is your test page. Nothing to do.',
  },
}

export type WayWords = typeof ways
