import { expect, test } from 'vitest'
import { exportFormats, fileName, snippet } from './formats'

test.each([
  ['Tide pool', 'Tide-pool'],
  ['<img src=x onerror=alert(1)>', 'img-src-x-onerror-alert-1'],
  ['../../etc/passwd', 'etc-passwd'],
  ['배치 정규화', '배치-정규화'],
  ['...', 'network'],
  ['x'.repeat(200), 'x'.repeat(60)],
])('%s becomes a name that every disk takes', (project, stem) => {
  for (const format of exportFormats) {
    const name = fileName(project, format)
    expect(name).toBe(format.kind === 'folder' ? `${stem}-${format.id}` : `${stem}${format.extensions[0]}`)
  }
})

test('every format says how it is opened', () => {
  for (const { id } of exportFormats) expect(snippet(id, '/a/b.x')).not.toBe('')
})
