/** Slack's short names of the emoji that people and bots use most; the rest stay as they were typed. */
const shortNames = {
  wave: '👋',
  '+1': '👍',
  thumbsup: '👍',
  '-1': '👎',
  thumbsdown: '👎',
  white_check_mark: '✅',
  heavy_check_mark: '✔️',
  x: '❌',
  warning: '⚠️',
  rotating_light: '🚨',
  lock: '🔒',
  unlock: '🔓',
  bell: '🔔',
  no_bell: '🔕',
  eyes: '👀',
  tada: '🎉',
  fire: '🔥',
  hourglass: '⌛',
  hourglass_flowing_sand: '⏳',
  alarm_clock: '⏰',
  clock1: '🕐',
  pushpin: '📌',
  memo: '📝',
  link: '🔗',
  mag: '🔍',
  information_source: 'ℹ️',
  question: '❓',
  exclamation: '❗',
  red_circle: '🔴',
  large_orange_circle: '🟠',
  large_yellow_circle: '🟡',
  large_green_circle: '🟢',
  large_blue_circle: '🔵',
  white_circle: '⚪',
  black_circle: '⚫',
  arrow_right: '➡️',
  arrow_up: '⬆️',
  arrow_down: '⬇️',
  calendar: '📅',
  bar_chart: '📊',
  chart_with_upwards_trend: '📈',
  globe_with_meridians: '🌐',
  speech_balloon: '💬',
  thread: '🧵',
  hand: '✋',
  raised_hands: '🙌',
  pray: '🙏',
  ok_hand: '👌',
  heart: '❤️',
  smile: '😄',
  slightly_smiling_face: '🙂',
  thinking_face: '🤔',
  zzz: '💤',
  crescent_moon: '🌙',
  sunny: '☀️',
  palm_tree: '🌴',
  phone: '☎️',
  telephone_receiver: '📞',
  iphone: '📱',
  email: '✉️',
  gear: '⚙️',
  wrench: '🔧',
  rocket: '🚀',
  star: '⭐',
  zap: '⚡',
  lighthouse: '🗼',
}

const names = new Map(Object.entries(shortNames))

/**
 * @param {string} name without colons
 * @returns {string | undefined}
 */
export const emojiOf = (name) => names.get(name)

/**
 * Replaces the known `:short_names:` in a plain text.
 * @param {string} text
 */
export const withEmoji = (text) => text.replace(/:([a-z0-9_+-]+):/g, (whole, name) => emojiOf(name) ?? whole)
