import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { formatOf } from '../../../main/formats'
import type { ExportModel } from '../../../main/formats/exportModel'
import { flattenOrder } from '../../../main/formats/flattenOrder'
import { prepare } from '../../../main/formats/passes/prepare'
import { modelCode } from '../../../main/formats/pytorch/classes'
import { torchParameters } from '../../../main/formats/torch/torchParameters'
import { weightCount } from '../../../main/formats/weightSource'
import { formatOptions } from '../../../shared/formats/exportFormats'
import type { ExportOptions, ExportWishes, FormatId } from '../../../shared/formats/exportOptions'
import { compared, comparedOurselves, notWritten } from './compare'
import type { families } from './families'
import type { LiveCase, LiveFormat, LiveTools } from './liveFormat'
import type { Results } from './results'
import { layerSubjects, type Subject, zooSubject } from './subject'

/** Parameters of the networks that are open at once: programs start slowly, and the largest network alone has 500 MB. */
const openAtOnce = 25e6

/** A few networks at a time; what the results have already is not run again. */
export async function runZoo(
  some: typeof families,
  count: number,
  formats: readonly LiveFormat[],
  folder: string,
  tools: LiveTools,
  results: Results,
): Promise<void> {
  const isMissing = (live: LiveFormat, name: string) =>
    (live.takes?.(name) ?? true) &&
    Object.keys(live.variants).some((variant) => !results.has({ ...live, variant, name }))
  let group: Subject[] = []
  const flush = async () => {
    for (const live of formats) {
      const subjects = group.filter(({ name }) => isMissing(live, name))
      if (subjects.length > 0) await runFormat(live, subjects, folder, tools, results)
    }
    group = []
  }
  for (const family of some) {
    if (!formats.some((live) => isMissing(live, family[0]))) continue
    const subject = await zooSubject(family, count)
    for (const row of comparedOurselves(subject)) results.add(row)
    group.push(subject)
    if (group.reduce((sum, { model }) => sum + weightCount(model.weights), 0) > openAtOnce) await flush()
  }
  await flush()
}

/** Every layer of the exam in each format. */
export async function runLayers(
  formats: readonly LiveFormat[],
  folder: string,
  tools: LiveTools,
  results: Results,
): Promise<void> {
  const subjects = await layerSubjects()
  for (const live of formats.filter(({ format }) => format !== 'safetensors')) {
    const [[variant, wishes] = ['plain', {}]] = Object.entries(live.variants)
    await runFormat({ ...live, variants: { [variant]: wishes } }, subjects, folder, tools, results)
  }
}

/** Writes all that is wished, has it opened in one go, and compares. */
async function runFormat(
  live: LiveFormat,
  subjects: readonly Subject[],
  folder: string,
  tools: LiveTools,
  results: Results,
): Promise<void> {
  const here = path.join(folder, live.format)
  mkdirSync(here)
  const written: { case: LiveCase; variant: string; subject: Subject; options: ExportOptions }[] = []
  for (const [variant, wishes] of Object.entries(live.variants))
    for (const subject of subjects) {
      if (results.has({ ...live, variant, name: subject.name })) continue
      const stem = path.join(here, String(written.length))
      try {
        const made = await write(live, wishes, subject, stem)
        if (made.refused !== undefined) results.add(notWritten(live, variant, subject, { refused: made.refused }))
        else written.push({ case: made.case, options: made.options, variant, subject })
      } catch (error) {
        // One network's fault is no reason to lose the others.
        results.add(notWritten(live, variant, subject, { error }))
      }
    }
  if (written.length > 0)
    await live.run(
      written.map((one) => one.case),
      tools,
    )
  for (const { case: one, variant, subject, options } of written)
    results.add(compared(live, variant, one, subject, options.weights))
  rmSync(here, { recursive: true, force: true })
}

/** Or what the format has no equal for. */
async function write(live: LiveFormat, wishes: ExportWishes, subject: Subject, stem: string) {
  const { description, refuse } = formatOf(live.format)
  const options = formatOptions(description, { ...wishes, ...subject.always })
  const model = prepare(subject.model, options)
  const [refused] = refuse(model, options)
  if (refused) return { refused: refused.what }
  const place = await writeAs(live.format, model, options, stem)
  const network = live.networkFrom && (await writeAs(live.networkFrom, model, options, `${stem}-network`))
  const names = live.networkFrom === 'pytorch' ? `${stem}-names.json` : undefined
  if (names) writeFileSync(names, JSON.stringify(torchNames(model)))
  writeFileSync(`${stem}.in`, subject.fed(options))
  const made: LiveCase = {
    name: subject.name,
    place,
    network,
    names,
    pictures: `${stem}.in`,
    count: subject.count,
    input: model.inputShape,
    layout: live.isNchw ? 'nchw' : options.layout,
    out: `${stem}.out`,
    failed: `${stem}.failed`,
  }
  return { case: made, options }
}

/** Where in `model.py` each of our arrays belongs, and of what picture [h, w, c] a linear layer reads the numbers. */
function torchNames(model: ExportModel) {
  const { paths } = modelCode(model)
  const { pictures } = flattenOrder(model)
  return Object.fromEntries(
    torchParameters(model).map(({ ours, layer, name }) => [
      ours,
      { key: `${paths.get(layer)}.${name}`, picture: pictures.get(layer) ?? null },
    ]),
  )
}

async function writeAs(id: FormatId, model: ExportModel, options: ExportOptions, stem: string): Promise<string> {
  const { description, write } = formatOf(id)
  const place = `${stem}${description.kind === 'file' ? description.extensions[0] : ''}`
  await write(model, options, place, { onProgress: () => {} })
  return place
}
