import { stat } from 'node:fs/promises'
import path from 'node:path'
import type { CheckpointPick, LabPicture, LabSubject } from '../../../shared/contract/jobs'
import { elementCount } from '../../../shared/graph/shape'
import { Problem } from '../../../shared/problem'
import type { Job } from '../../../shared/records/job'
import type { Normalization } from '../../../shared/records/preprocessing'
import type { Project } from '../../../shared/records/project'
import { cacheFolder } from '../../data/cacheFolder'
import { imageBytes } from '../../data/dataSet'
import { listByReference } from '../../data/listByReference'
import type { PictureEntry, PictureListing } from '../../data/listing/pictureListing'
import { placeOf } from '../../data/openDataSet'
import type { PictureDecoder } from '../../data/pictures/pictureDecoder'
import { dataSetPlace, readDataSetFile } from '../../data/version/dataSetFiles'
import { realDisk } from '../../disk/realDisk'
import { chosenCheckpoint } from '../chosenCheckpoint'
import type { JobContext } from '../jobContext'
import { openProjectData, pictureTarget } from '../openProjectData'
import { openPictureDecoder } from '../pictures/openPictureDecoder'
import type { Checkpoint } from '../train/checkpoints'
import { formatFolderName } from '../train/checkpoints/folderName'
import { checkpointFolders } from '../train/checkpoints/newestCheckpoint'
import { readJob } from '../train/jobFile'
import { decodeAlone } from './decodeAlone'
import { ofDataSet, openPictureSource } from './openPictureSource'
import type { OpenProgram } from './openProgram'
import type { PictureSource, SeenPicture } from './pictureSource'
import { Recent } from './recent'
import { ThumbnailCache } from './thumbnailCache'

/** Thumbnails of a longer side are made each time, in pixels. */
const mostKeptSide = 192

/** Weights of programs that stay open while another one is opened: each look at a large network has its own. */
const mostKeptBytes = 2 ** 29

/** A run and the weights of it that were asked for. */
export interface RunOnBench {
  readonly job: Job
  readonly checkpoint: Checkpoint
}

/** Picture files of a source. */
export interface ListedFiles {
  /** Where the source lies. */
  readonly place: string
  readonly listing: PictureListing
  readonly byName: ReadonlyMap<string, PictureEntry>
}

/** What the lab keeps between questions: networks that are open, weights that were read, data sets, the decoder. */
export class LabBench {
  readonly programs = new Recent<OpenProgram>(4, ({ session }) => session.close(), {
    of: ({ program }) => program.variables.reduce((sum, { shape }) => sum + 4 * elementCount(shape), 0),
    most: mostKeptBytes,
  })
  private readonly sources = new Recent<PictureSource>(3, (source) => source.close())
  private readonly runs = new Recent<RunOnBench>(4, () => {})
  private readonly statistics = new Recent<Normalization>(8, () => {})
  private readonly kept = new Map<string, ThumbnailCache>()
  private readonly listings = new Recent<ListedFiles>(1, ({ listing }) => listing.close())
  private decoder: Promise<PictureDecoder> | undefined
  private readonly context: JobContext

  constructor(context: JobContext) {
    this.context = context
  }

  /** A run's definition and weights; read again only when there are newer ones. */
  async run(folder: string, pick: CheckpointPick): Promise<RunOnBench> {
    const found = await Promise.all(
      ['best', 'checkpoints'].map((name) => checkpointFolders(realDisk, path.join(folder, name))),
    )
    const names = found.map((list) => list.map(formatFolderName).join())
    return this.runs.get(JSON.stringify([folder, pick, names]), async () => ({
      job: await readJob(folder),
      checkpoint: await chosenCheckpoint(folder, pick, this.context),
    }))
  }

  /** The project of a subject: as it is drawn, or as the run froze it. */
  async projectOf(subject: LabSubject): Promise<Project> {
    return 'project' in subject ? subject.project : (await this.run(subject.runFolder, subject.checkpoint)).job.project
  }

  /** The project's normalization with numbers in place of `per-channel`. */
  async normalization(subject: LabSubject, project: Project): Promise<Normalization> {
    const { normalization } = project.preprocessing
    if (normalization.kind !== 'per-channel') return normalization
    const key = await sourceKey(subject, project)
    return this.statistics.get(key, async () => {
      const source = await this.source(subject, project)
      return { kind: 'mean-deviation', ...(await source.statistics()) }
    })
  }

  /** One picture as the network of that project sees it, wherever it comes from. */
  async picture(
    subject: LabSubject,
    project: Project,
    picture: LabPicture,
  ): Promise<Omit<SeenPicture, 'label'> & { label?: string }> {
    if ('split' in picture || 'name' in picture) return (await this.source(subject, project)).read(picture)
    const target = pictureTarget(project)
    const pixels = new Uint8Array(imageBytes(target.shape))
    await decodeAlone(await this.openDecoder(), picture, target, pixels)
    return { pixels }
  }

  async source(subject: LabSubject, project: Project): Promise<PictureSource> {
    return this.sources.get(await sourceKey(subject, project), () => this.openSource(subject, project))
  }

  async close(): Promise<void> {
    await this.programs.closeAll()
    await this.sources.closeAll()
    await this.listings.closeAll()
    for (const cache of this.kept.values()) cache.close()
    if (this.decoder) (await this.decoder).close()
  }

  private async openSource(subject: LabSubject, project: Project): Promise<PictureSource> {
    if ('project' in subject)
      return openPictureSource(project, {
        folder: subject.projectFolder,
        decoder: () => this.openDecoder(),
        onProgress: (what) => this.context.post({ event: 'working', what }),
      })
    const { runFolder } = subject
    const { projectFolder } = await readJob(runFolder)
    const frozen = await readDataSetFile(dataSetPlace(runFolder))
    return ofDataSet(
      await openProjectData(project, {
        folder: projectFolder,
        context: this.context,
        ...(frozen && { version: { exact: frozen } }),
      }),
    )
  }

  /** The picture files of a project's data. Listed anew when its data set was scanned or edited since. */
  async files(project: Project, projectFolder: string): Promise<ListedFiles> {
    const key = JSON.stringify([project.data, projectFolder, await editedAt(projectFolder)])
    return this.listings.get(key, async () => {
      const place = placeOf(project.data, { folder: projectFolder })
      const listing = await listByReference(place, project.data, { folder: projectFolder })
      if (!listing) throw noFiles(project.data.source)
      return { place, listing, byName: new Map(listing.entries.map((entry) => [entry.name, entry])) }
    })
  }

  /** Small squares of that size that were made before; the large ones are not worth their place on the disk. */
  thumbnails(side: number, fit: 'crop' | 'fit'): ThumbnailCache | undefined {
    if (side > mostKeptSide) return undefined
    const name = `${side}-${fit}.thumbnails`
    const known = this.kept.get(name)
    if (known) return known
    const cache = ThumbnailCache.open(path.join(cacheFolder(), 'thumbnails', name), side * side * 3)
    this.kept.set(name, cache)
    return cache
  }

  openDecoder(): Promise<PictureDecoder> {
    this.decoder ??= openPictureDecoder()
    return this.decoder
  }
}

/** What a source of pictures depends on; edits of the data set among it. */
async function sourceKey(subject: LabSubject, project: Project): Promise<string> {
  if ('runFolder' in subject) return subject.runFolder
  const { data, preprocessing, network } = project
  const input = network.layers.find(({ type }) => type === 'input')
  const edited = await editedAt(subject.projectFolder)
  return JSON.stringify([subject.projectFolder, data, preprocessing.resize, preprocessing.background, input, edited])
}

/** When a project's data set was written last; 0: never. */
const editedAt = (projectFolder: string): Promise<number> =>
  stat(dataSetPlace(projectFolder)).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  )

const noFiles = (source: string): Problem =>
  new Problem({
    code: 'no-pictures',
    message: `${source} has no picture files`,
    remedy: 'its images are shown as the network takes them',
  })
