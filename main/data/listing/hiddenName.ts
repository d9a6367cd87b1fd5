const systemFiles: ReadonlySet<string> = new Set([
  'thumbs.db',
  'ehthumbs.db',
  'desktop.ini',
  '__macosx',
  '$recycle.bin',
])

/**
 * Whether a file or folder is of the system's making and nobody's picture, and so not worth a word: dot names (`.DS_Store`, `._a.jpg`,
 * `.git`, `.ipynb_checkpoints`), `Thumbs.db`, `desktop.ini`, `__MACOSX`.
 */
export const isHiddenName = (name: string): boolean => name.startsWith('.') || systemFiles.has(name.toLowerCase())
