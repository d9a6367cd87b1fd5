import type { StudioClient } from '../../../../shared/contract/studio'
import type { ListedPicture, PictureFilter } from '../../../../shared/contract/studio/datasets'
import { problemOf } from '../../../../shared/problemOf'

/** Pictures that are asked for together. */
const pageSize = 200
/** Pages that are remembered. */
const mostPages = 40

/** Pictures of a list that stand together: those of a class, or those that are alike. */
export interface Section {
  /** `undefined`: they need no name. */
  readonly title: string | undefined
  readonly count: number
}

/** A long list of pictures, of which only the part that is looked at is here. */
export class PictureList {
  total: number | undefined
  sections: readonly Section[] = []
  problem: ReturnType<typeof problemOf> | undefined
  private readonly pages = new Map<number, readonly ListedPicture[]>()
  private readonly asked = new Set<number>()
  private readonly studio: StudioClient
  private readonly project: string
  private readonly filter: PictureFilter
  private readonly order: 'source' | 'class'
  private readonly onChange: () => void
  private before: PictureList | undefined
  private isClosed = false

  /** `before`: the same list as it was before an edit, which is shown until this one has come. */
  constructor(
    studio: StudioClient,
    project: string,
    filter: PictureFilter,
    onChange: () => void,
    before?: PictureList | undefined,
  ) {
    if (before) {
      before.before = undefined
      this.before = before
      this.total = before.total
      this.sections = before.sections
    }
    this.studio = studio
    this.project = project
    this.filter = filter
    // What a finding puts together stays together; else class by class.
    this.order = filter.finding === undefined ? 'class' : 'source'
    this.onChange = onChange
    void this.load(0)
  }

  at(index: number): ListedPicture | undefined {
    const page = this.pages.get(Math.floor(index / pageSize))
    return page ? page[index % pageSize] : this.before?.at(index)
  }

  /** The part that is looked at now; what is not here yet comes. */
  want(first: number, last: number): void {
    for (let page = Math.floor(first / pageSize); page <= Math.floor(last / pageSize); page++) void this.load(page)
  }

  close(): void {
    this.isClosed = true
  }

  private async load(page: number): Promise<void> {
    if (this.pages.has(page) || this.asked.has(page)) return
    this.asked.add(page)
    try {
      const found = await this.studio.datasets.list({
        project: this.project,
        filter: this.filter,
        order: this.order,
        offset: page * pageSize,
        limit: pageSize,
      })
      if (this.isClosed) return
      this.total = found.total
      if (page === 0) this.sections = sectionsOf(found, this.order)
      this.pages.set(page, found.pictures)
      const [oldest] = this.pages.keys()
      if (this.pages.size > mostPages && oldest !== undefined && oldest !== page) this.pages.delete(oldest)
    } catch (error) {
      this.problem = problemOf(error)
    } finally {
      this.asked.delete(page)
      if (!this.isClosed) this.onChange()
    }
  }
}

function sectionsOf(
  found: {
    readonly total: number
    readonly classes: readonly { readonly name: string; readonly count: number }[]
    readonly groups?: readonly number[] | undefined
  },
  order: 'source' | 'class',
): Section[] {
  if (order === 'class') return found.classes.map(({ name, count }) => ({ title: name, count }))
  return (found.groups ?? [found.total]).map((count) => ({ title: undefined, count }))
}
