const key = 'playground-theme'

const prefersDark = () => matchMedia('(prefers-color-scheme: dark)').matches

/** Dark or light as the system says, until somebody presses the toggle. */
export function startTheme() {
  const held = localStorage.getItem(key)
  const apply = () => {
    const theme = localStorage.getItem(key) ?? (prefersDark() ? 'dark' : 'light')
    document.documentElement.dataset.theme = theme
  }
  apply()
  if (!held) matchMedia('(prefers-color-scheme: dark)').addEventListener('change', apply)
}

export function toggleTheme() {
  const next = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark'
  localStorage.setItem(key, next)
  document.documentElement.dataset.theme = next
}
