import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { writeSmallProject } from '../terminal/smallProject'
import { terminal } from '../terminal/terminalProgram'

/** Names that a page must show as text and in which no layout breaks. */
export const hostileNames = [
  '<img src=x onerror=alert(1)>',
  'تجربة مع تطبيع الدُفعات',
  `a name of ninety letters ${'x'.repeat(65)}`,
  '배치 정규화를 뺀 인셉션 실험',
] as const

/** A project with a finished run, so that every page has what it shows. */
export async function trainedProject(root: string): Promise<{ folder: string; run: string }> {
  const folder = path.join(root, `project-${Math.random().toString(36).slice(2)}`)
  mkdirSync(folder, { recursive: true })
  writeSmallProject(folder, { training: { epochs: 3 } })
  const { status, stderr } = await terminal(['train', folder, '--device', 'cpu'])
  if (status !== 0) throw new Error(stderr)
  const [run] = readdirSync(path.join(folder, 'runs'))
  return { folder, run: run as string }
}

/** The same project once more, called otherwise, its run too. */
export function calledOtherwise({ folder, run }: { folder: string; run: string }, name: string) {
  const copy = `${folder}-${Math.random().toString(36).slice(2)}`
  // Without the lock of who has the first one open.
  cpSync(folder, copy, { recursive: true, filter: (file) => path.basename(file) !== '.layerloom' })
  rename(copy, name)
  labelRun(copy, run, name)
  return { folder: copy, run }
}

function rename(folder: string, name: string): void {
  const file = path.join(folder, 'project.json')
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), name }))
}

function labelRun(folder: string, run: string, name: string): void {
  const labels = { name, note: name, tags: [name.slice(0, 50)] }
  writeFileSync(
    path.join(folder, 'runs', run, 'labels.json'),
    JSON.stringify({ format: 'layerloom-labels', version: 1, labels }),
  )
}
